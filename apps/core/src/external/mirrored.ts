import type { Verdict } from '@capi/api';
import { mirror, type ReadCondition } from '@capi/conditions';

/**
 * A condition of a provider's object under a type of ours; when that object reports none, what its fields say; when it reports
 * something that is no condition, that.
 * @param fallback `good` when its fields say that it is done, else `bad`
 */
export function mirrored<Type extends string>(
  type: Type,
  source: ReadCondition,
  fallback: { readonly holds: boolean; readonly good: Verdict<Type>; readonly bad: Verdict<Type> },
): Verdict<Type> {
  switch (source.state) {
    case 'invalid':
      return { type, status: 'Unknown', reason: 'InvalidConditionReported', message: source.why };
    case 'found':
      return mirror(type, source.condition, { positiveReason: fallback.good.reason });
    case 'absent':
    default:
      return fallback.holds ? fallback.good : fallback.bad;
  }
}

/** The condition in the form that older API versions read, for {@link legacyMirror}. */
export const asLegacy = (
  source: ReadCondition,
): readonly { type: string; status: Verdict['status']; reason?: string; message?: string }[] =>
  source.state === 'found'
    ? [
        {
          type: 'Ready',
          status: source.condition.status,
          reason: source.condition.reason,
          ...(source.condition.message === undefined ? {} : { message: source.condition.message }),
        },
      ]
    : [];
