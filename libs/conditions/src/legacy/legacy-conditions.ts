import type { LegacyCondition } from '@capi/api';
import { printInstant, type DeepReadonly, type Instant } from '@capi/seams';

/** How bad a legacy condition with status False is. */
export type Severity = 'Error' | 'Warning' | 'Info';

/** A legacy condition without its time. */
export type LegacyVerdict = DeepReadonly<Omit<LegacyCondition, 'lastTransitionTime'>>;

/** The statement holds; there is nothing to add. */
export const legacyTrue = (type: string): LegacyVerdict => ({ type, status: 'True' });

/** The statement does not hold. */
export const legacyFalse = (type: string, reason: string, severity: Severity, message = ''): LegacyVerdict => ({
  type,
  status: 'False',
  severity,
  reason,
  ...(message === '' ? {} : { message }),
});

/** It is not known whether the statement holds. */
export const legacyUnknown = (type: string, reason: string, message = ''): LegacyVerdict => ({
  type,
  status: 'Unknown',
  reason,
  ...(message === '' ? {} : { message }),
});

type Kept = readonly DeepReadonly<LegacyCondition>[] | undefined;

/**
 * The legacy conditions after `verdicts` were added. Unlike for new ones, any change of a condition renews its time. Ready comes
 * first, the rest by alphabet; equal when nothing changed.
 * @see upstream v1.14.0 util/conditions/deprecated/v1beta1/setter.go (behaviour)
 */
export function setLegacyConditions(existing: Kept, verdicts: readonly LegacyVerdict[], now: Instant): LegacyCondition[] {
  const byType = new Map((existing ?? []).map((condition) => [condition.type, condition]));
  const changed = verdicts.filter((verdict) => !isSame(byType.get(verdict.type), verdict));
  if (changed.length === 0) return [...(existing ?? [])];
  for (const verdict of changed) byType.set(verdict.type, { ...verdict, lastTransitionTime: printInstant(now) });
  return [...byType.values()].toSorted((a, b) => compareTypes(a.type, b.type));
}

const isSame = (before: LegacyVerdict | undefined, after: LegacyVerdict): boolean =>
  before !== undefined &&
  before.status === after.status &&
  (before.severity ?? '') === (after.severity ?? '') &&
  (before.reason ?? '') === (after.reason ?? '') &&
  (before.message ?? '') === (after.message ?? '');

function compareTypes(a: string, b: string): number {
  if ((a === 'Ready') !== (b === 'Ready')) return a === 'Ready' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
