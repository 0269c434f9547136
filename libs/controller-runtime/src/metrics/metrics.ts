/** Only grows; by 1 unless said otherwise. */
export interface Counter {
  add(labels: Readonly<Record<string, string>>, amount?: number): void;
}
/** Has the value that it was given last. */
export interface Gauge {
  set(labels: Readonly<Record<string, string>>, value: number): void;
  /** Drops the series with these labels. */
  remove(labels: Readonly<Record<string, string>>): void;
}
/** Counts observations by their size. */
export interface Histogram {
  observe(labels: Readonly<Record<string, string>>, value: number): void;
}
/** Name with its unit at the end, what it tells, and the labels that each of its series has. */
export interface MetricDeclaration {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}
/** The metrics of one process, printed on `/metrics` in Prometheus text format. */
export interface Metrics {
  counter(declaration: MetricDeclaration): Counter;
  gauge(declaration: MetricDeclaration): Gauge;
  histogram(declaration: MetricDeclaration & { readonly buckets: readonly number[] }): Histogram;
  print(): Promise<string>;
}
