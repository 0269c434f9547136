import { canonicalQuantity } from './quantity.ts';

describe('canonical quantity', () => {
  test.each([
    { rule: 'has no fraction', written: '2.5', canonical: '2500m' },
    { rule: 'takes the largest suffix', written: '1000m', canonical: '1' },
    { rule: 'takes the largest suffix of the decimal ones', written: '12000', canonical: '12k' },
    { rule: 'stays binary', written: '1024Mi', canonical: '1Gi' },
    { rule: 'makes binary fractions whole', written: '1.5Gi', canonical: '1536Mi' },
    { rule: 'is decimal for small binary amounts', written: '0.5Ki', canonical: '512' },
    { rule: 'keeps exponents', written: '1e3', canonical: '1e3' },
    { rule: 'keeps exponents at multiples of three', written: '1E4', canonical: '10e3' },
    { rule: 'drops a plus', written: '+1', canonical: '1' },
    { rule: 'keeps a minus', written: '-1500m', canonical: '-1500m' },
    { rule: 'rounds up what is finer than a billionth', written: '0.1n', canonical: '1n' },
    { rule: 'is plain zero', written: '0Gi', canonical: '0' },
    { rule: 'leaves alone what is no amount', written: 'many', canonical: 'many' },
  ])('$rule', ({ written, canonical }) => expect(canonicalQuantity(written)).toBe(canonical));
});
