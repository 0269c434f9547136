import type { Verdict } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Stands in where a provider reported no reason. */
export const noReason = 'NoReasonReported';

/** What an object of another provider says on one condition. */
export type ReadCondition =
  | { readonly state: 'absent' }
  | { readonly state: 'found'; readonly condition: Verdict }
  /** It says something that is no condition; `why` tells what is wrong. */
  | { readonly state: 'invalid'; readonly why: string };

const statuses: readonly string[] = ['True', 'False', 'Unknown'];

/**
 * Reads a condition of an object whose kind we do not know. Conditions in the new form under `status.v1beta2` win; else those
 * under `status.conditions` count, in the new form or in that of v1beta1.
 * @see upstream v1.14.0 util/conditions/getter.go (behaviour); wrong types are an answer here, not a crash
 */
export function readCondition(object: DeepReadonly<{ status?: unknown }>, type: string): ReadCondition {
  const status = fields(object.status);
  const list = fields(status['v1beta2'])['conditions'] ?? status['conditions'];
  if (list === undefined || list === null) return { state: 'absent' };
  if (!Array.isArray(list)) return { state: 'invalid', why: 'status.conditions is not a list' };
  const untyped = list.findIndex((entry) => typeof fields(entry)['type'] !== 'string' || fields(entry)['type'] === '');
  if (untyped >= 0) return { state: 'invalid', why: `status.conditions[${untyped}] has no type` };
  const found = list.map(fields).find((entry) => entry['type'] === type);
  return found === undefined ? { state: 'absent' } : parse(type, found);
}

function parse(type: string, { status, reason, message, lastTransitionTime }: Readonly<Record<string, unknown>>): ReadCondition {
  if (typeof status !== 'string' || !statuses.includes(status)) {
    return { state: 'invalid', why: `condition ${type} has a status other than True, False and Unknown` };
  }
  return {
    state: 'found',
    condition: {
      type,
      status: status as Verdict['status'],
      reason: typeof reason === 'string' && reason !== '' ? reason : noReason,
      ...(typeof message === 'string' && message !== '' ? { message } : {}),
      ...(typeof lastTransitionTime === 'string' ? { lastTransitionTime } : {}),
    },
  };
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
