/**
 * A quantile from the buckets of a Prometheus histogram, summed over all series, interpolated within a bucket as PromQL does.
 * @returns undefined when nothing was observed
 */
export function quantile(metrics: string, histogram: string, q: number, controller: string): number | undefined {
  const buckets = new Map<number, number>();
  const pattern = new RegExp(`^${histogram}_bucket\\{([^}]*)\\} ([\\d.e+]+)$`, 'gm');
  for (const [, labels = '', count = '0'] of metrics.matchAll(pattern)) {
    if (!labels.includes(`controller="${controller}"`)) continue;
    const bound = /le="([^"]+)"/.exec(labels)?.[1] ?? '+Inf';
    const upper = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
    buckets.set(upper, (buckets.get(upper) ?? 0) + Number(count));
  }
  const sorted = [...buckets].toSorted(([a], [b]) => a - b);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (total === 0) return undefined;
  let below = 0;
  let lower = 0;
  for (const [upper, cumulative] of sorted) {
    if (cumulative >= q * total) {
      return upper === Number.POSITIVE_INFINITY ? lower : lower + (upper - lower) * ((q * total - below) / Math.max(1, cumulative - below));
    }
    below = cumulative;
    lower = upper;
  }
  return lower;
}

/** Values of the label `controller` that a metrics text knows. */
export const controllersIn = (metrics: string): readonly string[] =>
  [
    ...new Set(
      [...metrics.matchAll(/^controller_runtime_reconcile_time_seconds_count\{controller="([^"]+)"/gm)].map(([, name = '']) => name),
    ),
  ].toSorted();
