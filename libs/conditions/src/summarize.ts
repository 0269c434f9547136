import type { Verdict } from '@capi/api';

import { bullet } from './bullet.ts';
import { find, type Stated, type StatedList } from './find.ts';
import { defaultReasons, heaviest, statusOf, weightOf, type MergedReasons, type Weigh, type Weight } from './weight.ts';

/** Which conditions of an object are summed up in one, and how. */
export interface SummaryOptions {
  /** Types that are summarised, in the order in which they are shown; at least one. */
  readonly of: readonly string[];
  /** Types among them where True is bad. */
  readonly negative?: readonly string[];
  /** Types that are left out while they are missing; any other missing type counts as Unknown. */
  readonly mayBeMissing?: readonly string[];
  /** Stand in for conditions of the object in this summary only. */
  readonly overrides?: readonly Verdict[];
  /** Weighs a condition otherwise than by its status. */
  readonly weigh?: Weigh;
  readonly reasons?: MergedReasons;
}

/**
 * One condition that says how several conditions of one object stand together: False when any is bad, else Unknown when any is
 * unknown or missing, else True. The message has a bullet for each condition that has something to say.
 * @throws Error when there is nothing to summarise: a mistake of the caller
 * @see upstream v1.14.0 util/conditions/summary.go (behaviour)
 */
export function summarize<Type extends string>(type: Type, conditions: StatedList, options: SummaryOptions): Verdict<Type> {
  const { of, negative = [], mayBeMissing = [], overrides = [], weigh, reasons = defaultReasons } = options;
  if (of.length === 0) throw new Error(`condition ${type} summarises nothing`);
  const seen = of.flatMap((name) => {
    const condition = find(overrides, name) ?? find(conditions, name) ?? (mayBeMissing.includes(name) ? undefined : notYetReported(name));
    return condition === undefined ? [] : [{ condition, weight: weigh?.(condition) ?? weightOf(condition, negative.includes(name)) }];
  });
  const weight = heaviest(seen.map((one) => one.weight));
  const message = seen.flatMap((one) => describe(one, weight)).join('\n');
  return { type, status: statusOf(weight, false), reason: reasons[weight], ...(message === '' ? {} : { message }) };
}

const notYetReported = (type: string): Stated => ({
  type,
  status: 'Unknown',
  reason: 'NotYetReported',
  message: 'Condition not yet reported',
});

function describe({ condition, weight }: { condition: Stated; weight: Weight }, overall: Weight): string[] {
  const { type, reason, message = '' } = condition;
  if (weight === 'info' && (overall !== 'info' || message === '')) return [];
  return [bullet(type, message === '' ? reason : message)];
}
