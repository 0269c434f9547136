import { OperationError, TimedOut } from '@capi/seams';

import { ApiError, refusedAs } from '../client/api-error.ts';
import { LeadershipLost } from '../leader-election/leadership-lost.ts';
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
