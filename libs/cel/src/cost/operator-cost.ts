import type { ValueKind } from '../declared-type.ts';
import { eitherEntry, one, type Estimate } from './estimate.ts';
import { traversal } from './function-cost.ts';
import { add, scale, union, type Range } from './range.ts';
import type { Sizes } from './sizes.ts';

/** `a ? b : c`: either of the two. */
export function estimateConditional(test: Estimate, left: Estimate, right: Estimate, sizes: Sizes): Estimate {
  return {
    cost: add(test.cost, union(left.cost, right.cost)),
    kind: left.kind,
    element: left.element,
    size: union(sizes.of(left), sizes.of(right)),
    entry: eitherEntry(left, right),
  };
}

/** `&&` and `||`: the first may be enough. */
export const estimateLogical = ({ cost: first }: Estimate, { cost: second }: Estimate): Estimate => ({
  cost: { min: first.min, max: first.max + second.max },
  kind: 'bool',
});

/** `-`, `*`, `/` and `%`. */
export const estimateArithmetic = (first: Estimate, second: Estimate): Estimate => ({
  cost: add(first.cost, second.cost, one),
  kind: first.kind,
});

/** `+`: of numbers, texts and lists. */
export function estimateSum(first: Estimate, second: Estimate, sizes: Sizes): Estimate {
  const args = add(first.cost, second.cost);
  const size = add(sizes.of(first), sizes.of(second));
  const kind = first.kind === 'dyn' ? second.kind : first.kind;
  if (kind === 'list')
    return { cost: add(args, one), kind, element: first.element ?? second.element, size, entry: eitherEntry(first, second) };
  const traversed = scale(size, traversal);
  if (kind === 'string' || kind === 'bytes') return { cost: add(args, traversed), kind, size };
  return { cost: add(args, kind === 'dyn' ? union(traversed, one) : one), kind, ...(kind === 'dyn' ? { size } : {}) };
}

/** `in` looks through a list, and finds a key of a map at once. */
export function estimateContains(needle: Estimate, haystack: Estimate, sizes: Sizes): Estimate {
  const costs = haystack.kind === 'map' ? one : sizes.of(haystack);
  return { cost: add(needle.cost, haystack.cost, haystack.kind === 'dyn' ? union(costs, one) : costs), kind: 'bool' };
}

/** Comparing goes on until the shorter of the two ends. */
export function estimateComparison(operator: string, first: Estimate, second: Estimate, sizes: Sizes): Estimate {
  const answered = (cost: Range): Estimate => ({ cost: add(first.cost, second.cost, cost), kind: 'bool' });
  if (operator === '==' && first.kind === 'opaque' && second.kind === 'opaque') return answered(one);
  const smaller = Math.min(sizes.of(first).max, sizes.of(second).max);
  const traversed = scale({ min: smaller > 0 ? 1 : 0, max: smaller }, traversal);
  if (operator === '==' || operator === '!=') return answered(traversed);
  if (!mayBeText(first.kind) || !mayBeText(second.kind)) return answered(one);
  return answered(first.kind === 'dyn' && second.kind === 'dyn' ? union(traversed, one) : traversed);
}

const mayBeText = (kind: ValueKind): boolean => kind === 'string' || kind === 'bytes' || kind === 'dyn';
