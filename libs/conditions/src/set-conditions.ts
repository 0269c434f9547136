import type { Condition, Verdict } from '@capi/api';
import { parseInstant, printInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { find } from './find.ts';
import { compareTypes } from './order.ts';

/** When the verdicts were reached, and on which generation of the object. */
export interface Written {
  readonly now: Instant;
  /** `metadata.generation` of the object that was observed. */
  readonly observedGeneration?: number | undefined;
}

type Kept = readonly DeepReadonly<Condition>[] | undefined;

/**
 * The conditions after `verdicts` were added. A condition keeps its transition time until its status changes; then it takes the
 * verdict's own time, or else `now`. The list is sorted, unless nothing changed: then it comes back equal, so that nothing is written.
 * @see upstream v1.14.0 util/conditions/setter.go (behaviour)
 */
export function setConditions(existing: Kept, verdicts: readonly Verdict[], written: Written): Condition[] {
  const next = verdicts.map((verdict) => conditionOf(find(existing, verdict.type), verdict, written));
  const isChanged = next.some((condition) => !isSame(find(existing, condition.type), condition));
  if (!isChanged) return [...(existing ?? [])];
  const replaced = new Set(next.map(({ type }) => type));
  return [...(existing ?? []).filter(({ type }) => !replaced.has(type)), ...next].toSorted((a, b) => compareTypes(a.type, b.type));
}

/** The conditions without those of some types. */
export const withoutConditions = (existing: Kept, types: readonly string[]): Condition[] =>
  (existing ?? []).filter(({ type }) => !types.includes(type));

function conditionOf(before: DeepReadonly<Condition> | undefined, verdict: Verdict, { now, observedGeneration }: Written): Condition {
  const { type, status, reason, message = '' } = verdict;
  const lastTransitionTime =
    before?.status === status ? before.lastTransitionTime : (wholeSeconds(verdict.lastTransitionTime) ?? printInstant(now));
  return { type, status, reason, message, lastTransitionTime, ...(observedGeneration === undefined ? {} : { observedGeneration }) };
}

const wholeSeconds = (time: string | undefined): string | undefined => {
  const moment = time === undefined ? undefined : parseInstant(time);
  return moment === undefined ? undefined : printInstant(moment);
};

const isSame = (before: DeepReadonly<Condition> | undefined, after: Condition): boolean =>
  before !== undefined &&
  before.status === after.status &&
  before.reason === after.reason &&
  (before.message ?? '') === after.message &&
  before.lastTransitionTime === after.lastTransitionTime &&
  before.observedGeneration === after.observedGeneration;
