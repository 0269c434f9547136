import { OperationError, seconds, TimedOut } from '@capi/seams';

import { ApiError, refusedAs } from '../client/api-error.ts';
import { serverTrouble } from '../client/server-trouble.ts';
import { LeadershipLost } from '../leader-election/leadership-lost.ts';
import type { RetryLimits } from '../queue/work-queue.ts';
import { TransportError } from '../transport/transport-error.ts';
import { ReconcileTimeout } from './reconcile-timeout.ts';

/**
 * What a failed reconcile means for its key. `conflict`: somebody else was quicker, look again soon and say nothing. `retry`: with
 * backoff. `terminal`: when something changes. `bug`: as retry, counted apart. `stopped`: the process is ending.
 */
export type FailureKind = 'conflict' | 'retry' | 'terminal' | 'bug' | 'stopped';

/** Sorts what a reconcile threw. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof LeadershipLost || (error instanceof OperationError && error.cause instanceof LeadershipLost)) return 'stopped';
  // A missed optimistic lock: the next look sees what the other writer did.
  if (refusedAs(error, 'Conflict')) return 'conflict';
  if (error instanceof OperationError) {
    if (refusedAs(error.cause, 'Conflict')) return 'conflict';
    return error.retry === 'terminal' ? 'terminal' : 'retry';
  }
  if (error instanceof ApiError || error instanceof TransportError || error instanceof TimedOut) return 'retry';
  if (error instanceof ReconcileTimeout) return 'retry';
  return 'bug';
}

/**
 * Trouble of the API server is no fault of the key: it is looked at soon after it has passed, and not before the server wants it.
 * @returns undefined for the limits of the queue
 */
export function retryLimits(error: unknown): Partial<RetryLimits> | undefined {
  const trouble = serverTrouble(error);
  if (trouble === undefined) {
    const most = error instanceof OperationError ? error.failure.retryWithin : undefined;
    return most === undefined ? undefined : { most };
  }
  const asked = trouble instanceof ApiError ? (trouble.retryAfterSeconds ?? 0) : 0;
  return { least: seconds(asked), most: seconds(30) };
}
