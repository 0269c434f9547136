import { quantile } from './histogram.ts';

const metrics = `
h_bucket{controller="a",le="0.1"} 50
h_bucket{controller="a",le="0.2"} 100
h_bucket{controller="a",le="+Inf"} 100
h_bucket{controller="b",le="0.1"} 0
h_bucket{controller="b",le="+Inf"} 1
`;

describe('a quantile of a histogram', () => {
  test.each([
    { rule: 'lies at the bound of the bucket that reaches it', q: 0.5, controller: 'a', is: 0.1 },
    { rule: 'is interpolated within a bucket', q: 0.75, controller: 'a', is: 0.15 },
    { rule: 'is the last finite bound beyond all buckets', q: 0.99, controller: 'b', is: 0.1 },
    { rule: 'is absent without observations', q: 0.5, controller: 'c', is: undefined },
  ])('$rule', ({ q, controller, is }) => {
    const found = quantile(metrics, 'h', q, controller);
    // Interpolation is arithmetic with floating point: compared to three places.
    expect(found === undefined ? found : Number(found.toFixed(3))).toBe(is);
  });
});
