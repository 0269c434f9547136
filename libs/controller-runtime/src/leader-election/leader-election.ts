import { Lease, printKey } from '@capi/api';
import {
  milliseconds,
  parseInstant,
  printMicroInstant,
  seconds,
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
}

/** One process's part in the election. */
export interface LeaderElection {
  /** Resolves when this process leads. Rejects with the signal's reason. */
  acquire(signal: AbortSignal): Promise<void>;
  /** Renews until the signal, then lets go of the lease. Rejects with {@link LeadershipLost} when it could not renew in time. */
  hold(signal: AbortSignal): Promise<void>;
  /** Throws {@link LeadershipLost} unless the lease is held for certain: checked before every write. */
  assertLeading(): void;
}

/**
 * Elects a leader by a Lease. Others' clocks are not trusted: a lease counts as abandoned when this process has watched it
 * unchanged for its whole duration, by its own clock.
 * @see client-go tools/leaderelection (behaviour)
 */
export function leaderElection(options: LeaderElectionOptions, surroundings: LeaderElectionSurroundings): LeaderElection {
  const { lease: name, namespace, identity } = options;
  const { leaseDuration = seconds(15), renewDeadline = seconds(10), retryPeriod = seconds(2) } = options;
  const { client, clock, random, log, elected } = surroundings;
  const key = { namespace, name };
  let seen: { readonly lease: DeepReadonly<Lease>; readonly since: Duration } | undefined;
  let renewed: Duration | undefined;
  let lost = false;

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
        renewed = started;
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
    renewed = started;
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
      for (;;) {
        try {
          if (await tryToLead(signal)) break;
        } catch (error) {
          signal.throwIfAborted();
          log.debug('Failed to acquire leader lease, trying again', { lease: printKey(key), err: error });
        }
        await clock.sleep(milliseconds(retryPeriod * (1 + 0.2 * random.next())), signal);
      }
      log.info('Successfully acquired lease', { lease: printKey(key) });
    },
    async hold(signal) {
      try {
        for (;;) {
          await clock.sleep(retryPeriod, signal);
          const left = milliseconds(Math.max(0, (renewed ?? 0) + renewDeadline - clock.monotonic()));
          const leads = await within(left, clock, signal, tryToLead).catch((error: unknown) => {
            log.debug('Failed to renew the lease, trying again', { lease: printKey(key), err: error });
            return undefined;
          });
          if (signal.aborted) break;
          if (leads === false || clock.monotonic() - (renewed ?? 0) >= renewDeadline) {
            lost = true;
            throw new LeadershipLost(
              `lost the lease ${printKey(key)} (${leads === false ? 'another process holds it' : 'it could not be renewed in time'})`,
            );
          }
        }
      } catch (error) {
        if (error instanceof LeadershipLost) throw error;
      }
      lost = true;
      await release();
    },
    assertLeading() {
      const late = renewed !== undefined && clock.monotonic() - renewed >= leaseDuration;
      if (lost || late) throw new LeadershipLost(`this process no longer holds the lease ${printKey(key)} and must not write`);
      if (renewed === undefined) throw new LeadershipLost(`this process does not hold the lease ${printKey(key)} yet and must not write`);
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
