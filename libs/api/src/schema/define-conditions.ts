import type { Condition } from '../meta/object.ts';

/** Whether a statement holds. */
export type ConditionStatus = Condition['status'];

/** What a controller has to say on one condition; time and generation are added when it is written. */
export interface Verdict<Type extends string = string> {
  readonly type: Type;
  readonly status: ConditionStatus;
  readonly reason: string;
  /** Absent means there is nothing to add to the reason. */
  readonly message?: string;
  /** Since when the status holds, where that is known better than by when it was first seen: in mirrored conditions. */
  readonly lastTransitionTime?: string;
}

/** Condition type → status → the reasons that belong to it. */
export type ConditionCatalogue = Readonly<Record<string, Readonly<Partial<Record<ConditionStatus, readonly string[]>>>>>;

type ReasonOf<C extends ConditionCatalogue, T extends keyof C, S extends ConditionStatus> = C[T][S] extends readonly (infer R extends
  string)[]
  ? R
  : never;

/** The conditions of a kind, and how one of them is stated. */
export interface Conditions<C extends ConditionCatalogue> {
  /** All types and reasons, for reference docs and for tests that compare lists. */
  readonly catalogue: C;
  /** A verdict; a reason that does not belong to the type and status does not compile. */
  verdict<T extends keyof C & string, S extends keyof C[T] & ConditionStatus>(
    type: T,
    status: S,
    reason: ReasonOf<C, T, S>,
    message?: string,
  ): Verdict<T>;
}

/** Declares the conditions of a kind: a reason belongs to a type and a status. */
export const defineConditions = <const C extends ConditionCatalogue>(catalogue: C): Conditions<C> => ({
  catalogue,
  verdict: (type, status, reason, message) => ({ type, status, reason, ...(message === undefined || message === '' ? {} : { message }) }),
});
