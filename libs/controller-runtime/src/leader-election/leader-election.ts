import { printKey, type Lease } from '@capi/api';
import {
  milliseconds,
  printDuration,
  seconds,
  transient,
  within,
  type Clock,
  type DeepReadonly,
  type Duration,
  type Random,
} from '@capi/seams';

import type { Client } from '../client/client.ts';
import type { Log } from '../logging/log.ts';
import { createBell } from './bell.ts';
import { createFence, type Fence } from './fence.ts';
import { LeadershipLost } from './leadership-lost.ts';
import { leaseClaim } from './lease-claim.ts';

const never = new AbortController().signal;

/** How processes of one provider agree on who works. */
export interface LeaderElectionOptions {
  /** Name of the Lease: `controller-leader-election-capi`. */
  readonly lease: string;
  readonly namespace: string;
  /**
   * Who this process is. Two running processes never share it. One that comes back under the same identity (a restarted container
   * of the same pod) takes its lease up again without waiting.
   */
  readonly identity: string;
  /** How long others wait after the last renewal before they take over. Default 15 s. */
  readonly leaseDuration?: Duration;
  /** How long this process tries to renew before it gives up; shorter than the lease. Default 10 s. */
  readonly renewDeadline?: Duration;
  /** Time between two attempts, to acquire or to renew. Default 2 s. */
  readonly retryPeriod?: Duration;
}

export interface LeaderElectionSurroundings {
  /** Not fenced: it must be able to write the lease. */
  readonly client: Client;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Hears of a change of leader seen by this process, its own included. */
  readonly elected?: (lease: DeepReadonly<Lease>) => void;
  /** Calls back with the lease whenever it changes, undefined when it is gone, until the signal. Absent: that is found out by looking. */
  readonly watch?: (changed: (lease: DeepReadonly<Lease> | undefined) => void, signal: AbortSignal) => Promise<void>;
}

/** One process's part in the election. */
export interface LeaderElection {
  /** Resolves when this process leads. Rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Renews until the signal, then lets go of the lease. Rejects with {@link LeadershipLost} when it could not renew in time. */
  hold(signal: AbortSignal): Promise<void>;
  /** What every write of the leader passes. */
  readonly fence: Fence;
}

/** How long the end waits for an attempt that is under way, and then for answers to writes. */
const patience = seconds(2);
/** How long it then waits until the lease is given back: with a slow API server still quicker than the lease running out. */
const releasePatience = seconds(5);

/**
 * Elects a leader by a Lease. Two leaders never write: one stops by its own clock when the renew deadline has passed since it sent its
 * last renewal, whether or not it had a chance to notice, and others start when the lease duration has passed since they saw that
 * renewal. What is under way at that moment is broken off, and the API server was told how long it may take.
 * @see client-go tools/leaderelection (behaviour)
 */
export function leaderElection(options: LeaderElectionOptions, surroundings: LeaderElectionSurroundings): LeaderElection {
  const { lease: name, namespace, identity } = options;
  const { leaseDuration = seconds(15), renewDeadline = seconds(10), retryPeriod = seconds(2) } = options;
  const { client, clock, random, log, elected, watch } = surroundings;
  const key = { namespace, name };
  const lease = printKey(key);
  const claim = leaseClaim({ client, clock, key, identity, leaseDuration, ...(elected === undefined ? {} : { elected }) });

  const sinceRenewal = (): Duration => milliseconds(clock.monotonic() - (claim.renewed()?.at ?? 0));
  const untilDeadline = (): Duration => milliseconds(Math.ceil(Math.max(0, renewDeadline - sinceRenewal())));
  const tooLate = (): LeadershipLost =>
    new LeadershipLost(`lost the lease ${lease}: it could not be renewed within ${printDuration(renewDeadline)}`);

  const held = (): Duration => {
    const renewed = claim.renewed();
    if (renewed === undefined) throw new LeadershipLost(`this process does not hold the lease ${lease} yet and must not write`);
    // A process that was stopped for a while comes to this line before its own timers tell it.
    if (sinceRenewal() >= renewDeadline) throw tooLate();
    // A machine that slept may count only the time it was awake; its wall clock then jumps, as it does when somebody sets it.
    if (clock.now() - renewed.now >= renewDeadline) {
      throw transient({
        action: 'write',
        why: `the clock jumped since the lease ${lease} was renewed, so another process may hold it`,
        hint: 'it is renewed first',
      });
    }
    return milliseconds(leaseDuration - sinceRenewal());
  };
  const fence = createFence(clock, held);

  /**
   * One attempt, in time for a second one before the deadline. The signal does not break it off at once: whether it made this process
   * the leader would stay unknown, and the lease held by nobody.
   */
  const attempt = async (longest: Duration, signal: AbortSignal): Promise<boolean> => {
    const [cut, done] = [new AbortController(), new AbortController()];
    const hurry = (): void =>
      void clock.sleep(patience, done.signal).then(
        () => cut.abort(signal.reason),
        () => undefined,
      );
    signal.addEventListener('abort', hurry, { once: true });
    try {
      return await within(milliseconds(Math.min(longest, renewDeadline / 2)), clock, cut.signal, (limited) => claim.attempt(limited));
    } finally {
      signal.removeEventListener('abort', hurry);
      done.abort();
    }
  };

  const release = async (): Promise<void> => {
    try {
      await within(releasePatience, clock, never, (limited) => claim.release(limited));
      log.info('Gave the leader lease back', { lease });
    } catch (error) {
      log.warn('Failed to give the leader lease back, the next leader waits until it expires', { lease, err: error });
    }
  };

  return {
    fence,
    async acquire(signal) {
      log.info('Attempting to acquire leader lease', { lease });
      const bell = createBell(clock);
      const acquired = new AbortController();
      const watching = watch?.(
        (changed) => {
          if (changed !== undefined) claim.hear(changed);
          if (claim.untilFree() === 0) bell.ring();
        },
        AbortSignal.any([signal, acquired.signal]),
      );
      try {
        for (;;) {
          signal.throwIfAborted();
          const leads = await attempt(renewDeadline, signal).catch((error: unknown) => {
            log.debug('Failed to acquire leader lease, trying again', { lease, err: error });
            return false;
          });
          if (leads) break;
          const pause = retryPeriod * (1 + 0.2 * random.next());
          // Not later than the moment at which a leader that died no longer holds the lease.
          await bell.wait(milliseconds(Math.min(pause, Math.ceil(claim.untilFree()) || pause)), signal);
        }
      } finally {
        acquired.abort();
        await watching;
      }
      log.info('Successfully acquired lease', { lease });
    },
    async hold(signal) {
      while (!signal.aborted) {
        await clock.sleep(milliseconds(Math.min(retryPeriod, untilDeadline())), signal).catch(() => undefined);
        if (signal.aborted) break;
        const left = untilDeadline();
        // Too late for another attempt: one that succeeds now would only keep others waiting.
        const trying = left === 0 ? Promise.resolve(undefined) : attempt(left, signal);
        const leads = await trying.catch((error: unknown) => {
          log.debug('Failed to renew the lease, trying again', { lease, err: error });
          return undefined;
        });
        const lost =
          leads === false
            ? new LeadershipLost(`lost the lease ${lease}: another process holds it`)
            : sinceRenewal() >= renewDeadline
              ? tooLate()
              : undefined;
        if (lost === undefined) continue;
        fence.close(lost);
        throw lost;
      }
      const given = new LeadershipLost(`this process gave the lease ${lease} back and must not write any more`);
      if (await fence.drain(given, patience)) return release();
      log.warn('Keeping the leader lease until it expires, since writes are not answered', { lease });
    },
  };
}
