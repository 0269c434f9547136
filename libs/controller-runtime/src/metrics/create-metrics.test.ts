import { createMetrics } from './create-metrics.ts';

describe('metrics', () => {
  test('print in the Prometheus text format, sorted by name', async () => {
    const metrics = createMetrics();
    metrics.gauge({ name: 'zone', help: 'Last.', labels: [] }).set({}, 1.5);
    const counter = metrics.counter({ name: 'hits_total', help: 'A \\ and\na line.', labels: ['path', 'code'] });
    counter.add({ code: '200', path: 'a"b\\c\n' });
    counter.add({ path: 'a"b\\c\n', code: '200' }, 2);
    const histogram = metrics.histogram({ name: 'took_seconds', help: 'Time.', labels: ['of'], buckets: [0.1, 1] });
    for (const value of [0.1, 0.5, 7]) histogram.observe({ of: 'x' }, value);
    expect(await metrics.print()).toBe(
      [
        '# HELP hits_total A \\\\ and\\na line.',
        '# TYPE hits_total counter',
        'hits_total{path="a\\"b\\\\c\\n",code="200"} 3',
        '# HELP took_seconds Time.',
        '# TYPE took_seconds histogram',
        'took_seconds_bucket{of="x",le="0.1"} 1',
        'took_seconds_bucket{of="x",le="1"} 2',
        'took_seconds_bucket{of="x",le="+Inf"} 3',
        'took_seconds_sum{of="x"} 7.6',
        'took_seconds_count{of="x"} 3',
        '# HELP zone Last.',
        '# TYPE zone gauge',
        'zone 1.5',
        '',
      ].join('\n'),
    );
  });

  test('forget a series that is removed', async () => {
    const metrics = createMetrics();
    const gauge = metrics.gauge({ name: 'up', help: 'Up.', labels: ['cluster'] });
    gauge.set({ cluster: 'a' }, 1);
    gauge.remove({ cluster: 'a' });
    expect(await metrics.print()).not.toContain('cluster=');
  });

  test('answer the same metric for a name declared twice, and refuse another type', async () => {
    const metrics = createMetrics();
    const declaration = { name: 'n', help: 'N.', labels: [] };
    metrics.counter(declaration).add({});
    metrics.counter(declaration).add({});
    expect(await metrics.print()).toContain('\nn 2\n');
    expect(() => metrics.gauge(declaration)).toThrow('metric n is a counter already');
  });
});
