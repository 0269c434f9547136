import { aborted, seconds, within, type Clock } from '@capi/seams';

import type { OwnedCache } from '../cache/create-cache.ts';
import type { EventBroadcaster } from '../events/create-event-recorder.ts';
import type { LeaderElection } from '../leader-election/leader-election.ts';
import type { Log } from '../logging/log.ts';

/** How long the last events may take to be written. */
const flushPatience = seconds(2);
/** How long the provider may take to close what it has open. */
const closePatience = seconds(1);
const never = new AbortController().signal;

export interface Shift {
  readonly clock: Clock;
  readonly log: Log;
  readonly cache: OwnedCache;
  readonly events: EventBroadcaster;
  /** Absent: this process is alone, and works at once. */
  readonly election: LeaderElection | undefined;
  /** Fills the cache, whether or not this process leads. */
  prepare(signal: AbortSignal): Promise<void>;
  /** Starts the controllers of the leader. */
  start(signal: AbortSignal): void;
  /** Resolves when no reconcile runs any more. */
  finish(): Promise<unknown>;
}

/**
 * Waits for the cache and for the lead, works until the signal, and ends in order: reconciles, what the provider has open, the lease,
 * the last events, the cache.
 * @param atEnd closes what the provider has open, if this process led
 * @throws LeadershipLost, or what made filling the cache fail
 */
export async function runWhileLeading(shift: Shift, signal: AbortSignal, atEnd?: () => unknown): Promise<void> {
  const { clock, log, cache, events, election } = shift;
  const work = new AbortController();
  const end = (): void => work.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  const held = new AbortController();
  let holding: Promise<void> | undefined;
  try {
    signal.throwIfAborted();
    const prepared = shift.prepare(work.signal);
    // A list that fails for good ends the wait for the lease; one that succeeds does not.
    const failed = Promise.withResolvers<never>();
    prepared.catch(failed.reject);
    await Promise.race([election?.acquire(work.signal), failed.promise]);
    holding = election?.hold(held.signal);
    holding?.catch((error: unknown) => work.abort(error));
    await prepared;
    shift.start(work.signal);
    await aborted(work.signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', end);
    work.abort();
    await shift.finish();
    if (holding !== undefined || election === undefined) {
      await within(closePatience, clock, never, async () => atEnd?.()).catch((error: unknown) =>
        log.warn('Failed to close everything before the end of the process', { err: error }),
      );
    }
    // Events need no lease, and the next leader no events.
    held.abort();
    await within(flushPatience, clock, never, (limited) => events.close(limited)).catch(() => undefined);
    await cache.close();
    // Lost leadership is the reason to hear of, whatever it made fail.
    await holding;
  }
}
