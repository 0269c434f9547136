import type { Verdict } from '@capi/api';

import type { Stated } from './find.ts';
import { noReason } from './read-condition.ts';

/** What stands in for what a source does not say. */
export interface MirrorOptions {
  /** Taken when the source has not reported. Absent: Unknown, NotYetReported. */
  readonly fallback?: Omit<Verdict, 'type'>;
  /** Reason for a True source that gave none of its own. */
  readonly positiveReason?: string;
}

/**
 * A condition of another object under a type of one's own: status, reason, message and transition time are the source's.
 * @see upstream v1.14.0 util/conditions/mirror.go (behaviour)
 */
export function mirror<Type extends string>(type: Type, source: Stated | undefined, options: MirrorOptions = {}): Verdict<Type> {
  if (source === undefined)
    return { ...(options.fallback ?? { status: 'Unknown', reason: 'NotYetReported', message: 'Condition not yet reported' }), type };
  const { status, message = '', lastTransitionTime } = source;
  const reason = source.reason === noReason && status === 'True' ? (options.positiveReason ?? source.reason) : source.reason;
  return {
    type,
    status,
    reason,
    ...(message === '' ? {} : { message }),
    ...(lastTransitionTime === undefined ? {} : { lastTransitionTime }),
  };
}
