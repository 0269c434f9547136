import { Lease, type ObjectKey } from '@capi/api';
import {
  milliseconds,
  parseInstant,
  printMicroInstant,
  seconds,
  type Clock,
  type DeepReadonly,
  type Duration,
  type Instant,
} from '@capi/seams';

import { refusedAs } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import { compareResourceVersions } from '../client/resource-version.ts';

export interface LeaseClaimOptions {
  readonly client: Client;
  readonly clock: Clock;
  readonly key: ObjectKey;
  readonly identity: string;
  readonly leaseDuration: Duration;
  /** Hears of a change of holder. */
  readonly elected?: (lease: DeepReadonly<Lease>) => void;
}

/** What one process knows of a Lease and does with it. */
export interface LeaseClaim {
  /** Takes the lease when it is free, renews it when it is this process's. False when another process holds it, or has held it since. */
  attempt(signal: AbortSignal): Promise<boolean>;
  /** Gives the lease back when this process holds it. */
  release(signal: AbortSignal): Promise<void>;
  /** Takes note of a lease that a watch brought. */
  hear(lease: DeepReadonly<Lease>): void;
  /** How long another process may still hold the lease by what was seen last; 0 when it is free. */
  untilFree(): Duration;
  /** When the last renewal that the server confirmed was sent, by both clocks; undefined before the first. */
  renewed(): { readonly at: Duration; readonly now: Instant } | undefined;
}

/**
 * Holds a Lease for `identity`. Others' clocks are not trusted: a lease counts as abandoned when this process has seen it unchanged for
 * its whole duration, by its own clock.
 */
export function leaseClaim({ client, clock, key, identity, leaseDuration, elected }: LeaseClaimOptions): LeaseClaim {
  let seen: { readonly lease: DeepReadonly<Lease>; readonly since: Duration } | undefined;
  let renewed: { readonly at: Duration; readonly now: Instant } | undefined;

  const observe = (lease: DeepReadonly<Lease>): void => {
    if (seen?.lease.spec?.holderIdentity !== lease.spec?.holderIdentity) elected?.(lease);
    if (seen?.lease.metadata.resourceVersion !== lease.metadata.resourceVersion) seen = { lease, since: clock.monotonic() };
  };

  const untilFree = (): Duration => {
    const { holderIdentity = '', leaseDurationSeconds } = seen?.lease.spec ?? {};
    if (holderIdentity === '' || holderIdentity === identity) return milliseconds(0);
    const term = leaseDurationSeconds === undefined ? leaseDuration : seconds(leaseDurationSeconds);
    return milliseconds(Math.max(0, (seen?.since ?? 0) + term - clock.monotonic()));
  };

  /** One request while nobody interferes. False when the lease has changed since it was seen. */
  const renewAsSeen = async (now: Instant, signal: AbortSignal): Promise<boolean> => {
    if (renewed === undefined || seen?.lease.spec?.holderIdentity !== identity) return false;
    try {
      const spec = { ...seen.lease.spec, renewTime: printMicroInstant(now) };
      observe(await client.update(Lease, { ...seen.lease, spec }, signal));
      return true;
    } catch (error) {
      if (refusedAs(error, 'Conflict') || refusedAs(error, 'NotFound')) return false;
      throw error;
    }
  };

  const take = async (now: Instant, signal: AbortSignal): Promise<boolean> => {
    // A live read: what a watch brings may be old.
    const current = await client.get(Lease, key, signal);
    if (current !== undefined) observe(current);
    // Also when somebody deleted the lease: its holder does not know that yet.
    if (untilFree() > 0) return false;
    const mine = specOf({ identity, leaseDuration, now, acquired: now, transitions: 0 });
    if (current === undefined) {
      observe(await client.create(Lease, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: key, spec: mine }, signal));
      return true;
    }
    const { holderIdentity, acquireTime, leaseTransitions = 0 } = current.spec ?? {};
    const staysMine = holderIdentity === identity;
    // Who led and finds its name gone may have missed that another process led meanwhile.
    if (renewed !== undefined && !staysMine) return false;
    const acquired = (staysMine && acquireTime !== undefined ? parseInstant(acquireTime) : undefined) ?? now;
    const transitions = staysMine ? leaseTransitions : leaseTransitions + 1;
    const spec = { ...current.spec, ...specOf({ identity, leaseDuration, now, acquired, transitions }) };
    observe(await client.update(Lease, { ...current, spec }, signal));
    return true;
  };

  return {
    async attempt(signal) {
      const [at, now] = [clock.monotonic(), clock.now()];
      if (!(await renewAsSeen(now, signal)) && !(await take(now, signal))) return false;
      // Others count from when they saw the renewal, which is later than when it was sent.
      if (renewed === undefined || at > renewed.at) renewed = { at, now };
      return true;
    },
    async release(signal) {
      const current = seen?.lease;
      if (current?.spec?.holderIdentity !== identity) return;
      const now = printMicroInstant(clock.now());
      const spec = { ...current.spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: now, acquireTime: now };
      observe(await client.update(Lease, { ...current, spec }, signal));
    },
    hear(lease) {
      // A watch may be slower than the answers to reads and writes.
      if (compareResourceVersions(lease.metadata.resourceVersion, seen?.lease.metadata.resourceVersion) > 0) observe(lease);
    },
    untilFree,
    renewed: () => renewed,
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
    // Whole seconds, and rather one more: others must not count less than the holder.
    leaseDurationSeconds: Math.ceil(held.leaseDuration / seconds(1)),
    acquireTime: printMicroInstant(held.acquired),
    renewTime: printMicroInstant(held.now),
    leaseTransitions: held.transitions,
  };
}
