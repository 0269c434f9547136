import { Lease, printKey } from '@capi/api';
import {
  milliseconds,
  parseInstant,
  printDuration,
  printMicroInstant,
  seconds,
  transient,
  within,
  type Clock,
  type DeepReadonly,
  type Duration,
  type Instant,
  type Random,
} from '@capi/seams';

import { refusedAs } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import type { Log } from '../logging/log.ts';
import { LeadershipLost } from './leadership-lost.ts';

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
  /** How long this process tries to renew before it gives up. Default 10 s. */
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
  /** Calls back whenever nobody holds the lease, until the signal. Absent: that is found out by looking. */
  readonly watch?: (vacant: () => void, signal: AbortSignal) => Promise<void>;
}

/** One process's part in the election. */
export interface LeaderElection {
  /** Resolves when this process leads. Rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Renews until the signal, then lets go of the lease. Rejects with {@link LeadershipLost} when it could not renew in time. */
  hold(signal: AbortSignal): Promise<void>;
  /**
   * Throws unless the lease is held for certain, with time to spare for a write on its way: checked before every write.
   * {@link LeadershipLost} when it is over, a transient error when the lease must be renewed first.
   */
  assertLeading(): void;
  /** Runs `work` with a signal that is aborted with {@link LeadershipLost} when the lease is lost meanwhile. */
  whileLeading<T>(signal: AbortSignal, work: (limited: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * Elects a leader by a Lease. Others' clocks are not trusted: a lease counts as abandoned when this process has watched it
 * unchanged for its whole duration, by its own clock.
 *
 * Two leaders never write: one stops by its own clock when the renew deadline has passed since it sent its last renewal, whether or not
 * it had a chance to notice, and others start when the lease duration has passed since they saw that renewal. So a write that is under
 * way for less than the difference of the two (5 s) arrives while nobody else leads.
 * @see client-go tools/leaderelection (behaviour)
 */
export function leaderElection(options: LeaderElectionOptions, surroundings: LeaderElectionSurroundings): LeaderElection {
  const { lease: name, namespace, identity } = options;
  const { leaseDuration = seconds(15), renewDeadline = seconds(10), retryPeriod = seconds(2) } = options;
  const { client, clock, random, log, elected, watch } = surroundings;
  const key = { namespace, name };
  let seen: { readonly lease: DeepReadonly<Lease>; readonly since: Duration } | undefined;
  let renewed: { readonly at: Duration; readonly now: Instant } | undefined;
  const over = new AbortController();

  const sinceRenewal = (): Duration => milliseconds(clock.monotonic() - (renewed?.at ?? 0));
  const lose = (why: string): LeadershipLost => {
    const lost = new LeadershipLost(why);
    over.abort(lost);
    return lost;
  };

  const observe = (lease: DeepReadonly<Lease>): void => {
    if (seen?.lease.spec?.holderIdentity !== lease.spec?.holderIdentity) elected?.(lease);
    if (seen?.lease.metadata.resourceVersion !== lease.metadata.resourceVersion) seen = { lease, since: clock.monotonic() };
  };

  /** One attempt to become or stay leader. False when somebody else is. */
  const tryToLead = async (signal: AbortSignal): Promise<boolean> => {
    const started = clock.monotonic();
    const now = clock.now();
    if (renewed !== undefined && seen?.lease.spec?.holderIdentity === identity) {
      try {
        const spec = { ...seen.lease.spec, renewTime: printMicroInstant(now) };
        observe(await client.update(Lease, { ...seen.lease, spec }, signal));
        renewed = { at: started, now };
        return true;
      } catch (error) {
        // Changed or deleted by somebody: look at it.
        if (!refusedAs(error, 'Conflict') && !refusedAs(error, 'NotFound')) throw error;
      }
    }
    // A live read: caching leases would mean to watch everybody's heartbeat.
    const current = await client.get(Lease, key, signal);
    const mine = specOf({ identity, leaseDuration, now, acquired: now, transitions: 0 });
    if (current === undefined) {
      observe(await client.create(Lease, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: key, spec: mine }, signal));
    } else {
      observe(current);
      const { holderIdentity = '', acquireTime, leaseTransitions = 0, leaseDurationSeconds } = current.spec ?? {};
      const staysMine = holderIdentity === identity;
      const term = leaseDurationSeconds === undefined ? leaseDuration : seconds(leaseDurationSeconds);
      if (!staysMine && holderIdentity !== '' && clock.monotonic() - (seen?.since ?? 0) < term) return false;
      const acquired = (staysMine && acquireTime !== undefined ? parseInstant(acquireTime) : undefined) ?? now;
      const transitions = staysMine ? leaseTransitions : leaseTransitions + 1;
      const spec = { ...current.spec, ...specOf({ identity, leaseDuration, now, acquired, transitions }) };
      observe(await client.update(Lease, { ...current, spec }, signal));
    }
    // Others count from when they saw the renewal, which is later than when it was sent.
    renewed = { at: started, now };
    return true;
  };

  const release = async (): Promise<void> => {
    const current = seen?.lease;
    if (current?.spec?.holderIdentity !== identity) return;
    const now = clock.now();
    const given = { holderIdentity: '', leaseDurationSeconds: 1, renewTime: printMicroInstant(now), acquireTime: printMicroInstant(now) };
    try {
      const lease = { ...current, spec: { ...current.spec, ...given } };
      await within(seconds(2), clock, never, (limited) => client.update(Lease, lease, limited));
      log.debug('Released the lease', { lease: printKey(key) });
    } catch (error) {
      log.warn('Failed to release the lease, the next leader waits until it expires', { lease: printKey(key), err: error });
    }
  };

  return {
    async acquire(signal) {
      log.info('Attempting to acquire leader lease', { lease: printKey(key) });
      const bell = createBell();
      const acquired = new AbortController();
      const watching = watch?.(() => bell.ring(), AbortSignal.any([signal, acquired.signal]));
      try {
        for (;;) {
          try {
            if (await tryToLead(signal)) break;
          } catch (error) {
            signal.throwIfAborted();
            log.debug('Failed to acquire leader lease, trying again', { lease: printKey(key), err: error });
          }
          await bell.wait(milliseconds(retryPeriod * (1 + 0.2 * random.next())), clock, signal);
        }
      } finally {
        acquired.abort();
        await watching;
      }
      log.info('Successfully acquired lease', { lease: printKey(key) });
    },
    async hold(signal) {
      for (;;) {
        await clock.sleep(retryPeriod, signal).catch(() => undefined);
        if (signal.aborted) break;
        const left = milliseconds(Math.max(0, renewDeadline - sinceRenewal()));
        const leads = await within(left, clock, signal, tryToLead).catch((error: unknown) => {
          log.debug('Failed to renew the lease, trying again', { lease: printKey(key), err: error });
          return undefined;
        });
        if (signal.aborted) break;
        if (leads === false) throw lose(`lost the lease ${printKey(key)}: another process holds it`);
        if (sinceRenewal() >= renewDeadline) {
          throw lose(`lost the lease ${printKey(key)}: it could not be renewed for ${printDuration(renewDeadline)}`);
        }
      }
      lose(`gave the lease ${printKey(key)} back`);
      await release();
    },
    assertLeading() {
      over.signal.throwIfAborted();
      if (renewed === undefined) throw new LeadershipLost(`this process does not hold the lease ${printKey(key)} yet and must not write`);
      // A process that was stopped for a while comes to this line before its own timers tell it.
      if (sinceRenewal() >= renewDeadline) {
        throw new LeadershipLost(`this process could not renew the lease ${printKey(key)} in time and must not write`);
      }
      // A machine that slept may count only the time it was awake; its wall clock then jumps, as it does when somebody sets it.
      if (clock.now() - renewed.now >= renewDeadline) {
        throw transient({
          action: 'write',
          why: `the clock jumped since the lease ${printKey(key)} was renewed, so it may be held by another process`,
          hint: 'it is renewed first',
        });
      }
    },
    whileLeading: (signal, work) => work(AbortSignal.any([signal, over.signal])),
  };
}

/** Ends a wait early. What rings while nobody waits ends the next wait at once. */
function createBell(): { ring(): void; wait(longest: Duration, clock: Clock, signal: AbortSignal): Promise<void> } {
  let hasRung = false;
  let wake = (): void => undefined;
  return {
    ring() {
      hasRung = true;
      wake();
    },
    async wait(longest, clock, signal) {
      const rung = new AbortController();
      wake = () => rung.abort();
      if (hasRung) wake();
      await clock.sleep(longest, AbortSignal.any([signal, rung.signal])).catch(() => undefined);
      hasRung = false;
      wake = () => undefined;
      signal.throwIfAborted();
    },
  };
}

function specOf(held: {
  readonly identity: string;
  readonly leaseDuration: Duration;
  readonly now: Instant;
  readonly acquired: Instant;
  readonly transitions: number;
}): NonNullable<Lease['spec']> {
  return {
    holderIdentity: held.identity,
    leaseDurationSeconds: held.leaseDuration / seconds(1),
    acquireTime: printMicroInstant(held.acquired),
    renewTime: printMicroInstant(held.now),
    leaseTransitions: held.transitions,
  };
}
