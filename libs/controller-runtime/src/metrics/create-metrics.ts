import type { Counter, Gauge, Histogram, MetricDeclaration, Metrics } from './metrics.ts';

type Labels = Readonly<Record<string, string>>;

/** A series' labels as they are printed, in the order of the declaration: `controller="machine",result="error"`. */
function printLabels(declaration: MetricDeclaration, labels: Labels): string {
  return declaration.labels.map((name) => `${name}="${escape(labels[name] ?? '')}"`).join(',');
}
const escape = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const series = (name: string, labels: string, value: number): string => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`;

interface Family {
  readonly declaration: MetricDeclaration;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly lines: () => readonly string[];
  readonly metric: Counter | Gauge | Histogram;
}

/** {@link Metrics} of one process. Declaring a name again answers the same metric. */
export interface MetricsRegistry extends Metrics {
  /** Runs before every print, for gauges that are cheaper to compute when somebody looks. */
  beforePrint(update: () => void): void;
}

/** An empty registry. */
export function createMetrics(): MetricsRegistry {
  const families = new Map<string, Family>();
  const updates: (() => void)[] = [];
  const declared = <M extends Counter | Gauge | Histogram>(declaration: MetricDeclaration, type: Family['type'], make: () => Family): M => {
    const known = families.get(declaration.name);
    if (known !== undefined && known.type !== type) throw new Error(`metric ${declaration.name} is a ${known.type} already`);
    if (known === undefined) families.set(declaration.name, make());
    return (families.get(declaration.name) as Family).metric as M;
  };
  return {
    counter: (declaration) => declared(declaration, 'counter', () => counterFamily(declaration)),
    gauge: (declaration) => declared(declaration, 'gauge', () => gaugeFamily(declaration)),
    histogram: (declaration) => declared(declaration, 'histogram', () => histogramFamily(declaration)),
    beforePrint: (update) => void updates.push(update),
    async print() {
      for (const update of updates) update();
      const text = [...families.values()]
        .toSorted((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1))
        .flatMap(({ declaration: { name, help }, type, lines }) => [
          `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
          `# TYPE ${name} ${type}`,
          ...lines(),
        ])
        .join('\n');
      return `${text}\n`;
    },
  };
}

function counterFamily(declaration: MetricDeclaration): Family {
  const values = new Map<string, number>();
  const add: Counter['add'] = (labels, amount = 1) => {
    const key = printLabels(declaration, labels);
    values.set(key, (values.get(key) ?? 0) + amount);
  };
  return { declaration, type: 'counter', metric: { add }, lines: () => printAll(declaration.name, values) };
}

function gaugeFamily(declaration: MetricDeclaration): Family {
  const values = new Map<string, number>();
  const metric: Gauge = {
    set: (labels, value) => void values.set(printLabels(declaration, labels), value),
    remove: (labels) => void values.delete(printLabels(declaration, labels)),
  };
  return { declaration, type: 'gauge', metric, lines: () => printAll(declaration.name, values) };
}

const printAll = (name: string, values: ReadonlyMap<string, number>): readonly string[] =>
  [...values].map(([labels, value]) => series(name, labels, value));

function histogramFamily(declaration: MetricDeclaration & { readonly buckets: readonly number[] }): Family {
  const { name, buckets } = declaration;
  const values = new Map<string, { readonly counts: number[]; sum: number }>();
  const observe: Histogram['observe'] = (labels, value) => {
    const key = printLabels(declaration, labels);
    let seen = values.get(key);
    if (seen === undefined) values.set(key, (seen = { counts: Array.from({ length: buckets.length + 1 }, () => 0), sum: 0 }));
    const slot = buckets.findIndex((bound) => value <= bound);
    const at = slot < 0 ? buckets.length : slot;
    seen.counts[at] = (seen.counts[at] ?? 0) + 1;
    seen.sum += value;
  };
  const lines = (): readonly string[] =>
    [...values].flatMap(([labels, { counts, sum }]) => {
      const within = labels === '' ? '' : `${labels},`;
      let total = 0;
      const cumulated = counts.map((count, slot) => {
        total += count;
        return series(`${name}_bucket`, `${within}le="${buckets[slot] ?? '+Inf'}"`, total);
      });
      return [...cumulated, series(`${name}_sum`, labels, sum), series(`${name}_count`, labels, total)];
    });
  return { declaration, type: 'histogram', metric: { observe }, lines };
}
