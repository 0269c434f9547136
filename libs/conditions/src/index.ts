export { aggregate, type AggregateOptions, type Source } from './aggregate.ts';
export { bullet } from './bullet.ts';
export { find, isFalse, isTrue, isUnknown, withVerdicts, type Stated, type StatedList } from './find.ts';
export {
  legacyFalse,
  legacyTrue,
  legacyUnknown,
  setLegacyConditions,
  type LegacyVerdict,
  type Severity,
} from './legacy/legacy-conditions.ts';
export { legacyAggregate, legacyMirror, legacySummary } from './legacy/legacy-merge.ts';
export { mirror, type MirrorOptions } from './mirror.ts';
export { compareTypes } from './order.ts';
export { noReason, readCondition, type ReadCondition } from './read-condition.ts';
export { setConditions, withoutConditions, type Written } from './set-conditions.ts';
export { summarize, type SummaryOptions } from './summarize.ts';
export type { MergedReasons, Weigh, Weight } from './weight.ts';
