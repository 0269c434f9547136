import type { ConditionStatus, Verdict } from '@capi/api';

/** What is needed of a condition in order to look at it: a stored condition or a verdict that is about to be written. */
export type Stated = Pick<Verdict, 'type' | 'status' | 'reason' | 'message' | 'lastTransitionTime'>;
/** Conditions to look at; absent is the same as none. */
export type StatedList = readonly { readonly [Key in keyof Stated]: Stated[Key] }[] | undefined;

/** The condition of a type; undefined when it was never reported. */
export function find<C extends { readonly type: string }>(conditions: readonly C[] | undefined, type: string): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

const has =
  (status: ConditionStatus) =>
  (conditions: readonly { readonly type: string; readonly status: string }[] | undefined, type: string): boolean =>
    find(conditions, type)?.status === status;

/** Whether the condition was reported as True; a missing one is not. */
export const isTrue = has('True');
/** Whether the condition was reported as False; a missing one is not. */
export const isFalse = has('False');
/** Whether the condition was reported as Unknown; a missing one is not. */
export const isUnknown = has('Unknown');

/** What the conditions will be once `verdicts` are written: a verdict replaces the condition of its type. */
export function withVerdicts(conditions: StatedList, verdicts: readonly Verdict[]): readonly Verdict[] {
  const replaced = new Set(verdicts.map(({ type }) => type));
  return [...(conditions ?? []).filter(({ type }) => !replaced.has(type)), ...verdicts];
}
