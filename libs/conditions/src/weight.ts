import type { ConditionStatus } from '@capi/api';

import type { Stated } from './find.ts';

/** How much a condition matters where several are merged: an issue beats what is unknown, and that beats mere information. */
export type Weight = 'issue' | 'unknown' | 'info';

/** Reason of the merged condition by what it reports. */
export type MergedReasons = Readonly<Record<Weight, string>>;

export const defaultReasons: MergedReasons = { issue: 'IssuesReported', unknown: 'UnknownReported', info: 'InfoReported' };

/** Weighs by status; a caller may weigh otherwise, and says nothing (undefined) where the rule holds. */
export type Weigh = (condition: Stated) => Weight | undefined;

/** The rule: a bad status is an issue, where `isNegative` says that True is the bad one. */
export function weightOf(condition: Pick<Stated, 'status'>, isNegative: boolean): Weight {
  if (condition.status === (isNegative ? 'True' : 'False')) return 'issue';
  if (condition.status === (isNegative ? 'False' : 'True')) return 'info';
  return 'unknown';
}

/** The heaviest of some weights; `info` when there are none. */
export const heaviest = (weights: readonly Weight[]): Weight =>
  (['issue', 'unknown'] as const).find((weight) => weights.includes(weight)) ?? 'info';

/** Status of a merged condition whose own polarity is `isNegative`. */
export function statusOf(weight: Weight, isNegative: boolean): ConditionStatus {
  if (weight === 'unknown') return 'Unknown';
  return (weight === 'issue') === isNegative ? 'True' : 'False';
}
