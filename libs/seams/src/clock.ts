import type { Duration } from './duration.ts';
import type { Instant } from './instant.ts';

/** Where time comes from. Handed in, never imported, so that a whole system can run on virtual time. */
export interface Clock {
  /** Wall time, for timestamps that others read. */
  now(): Instant;
  /** Time since an arbitrary start that never goes backwards, for measuring. */
  monotonic(): Duration;
  /** Resolves after `duration`; rejects with the signal's reason as soon as it is aborted. */
  sleep(duration: Duration, signal: AbortSignal): Promise<void>;
}
