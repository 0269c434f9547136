export interface Counter {
  add(labels: Readonly<Record<string, string>>, amount?: number): void;
}
export interface Gauge {
  set(labels: Readonly<Record<string, string>>, value: number): void;
  /** Drops the series with these labels. */
  remove(labels: Readonly<Record<string, string>>): void;
}
export interface Histogram {
  observe(labels: Readonly<Record<string, string>>, value: number): void;
}
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
