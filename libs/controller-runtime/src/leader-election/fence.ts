import { milliseconds, within, type Clock, type Duration } from '@capi/seams';

import type { LeadershipLost } from './leadership-lost.ts';

/** Lets writes out only while this process leads. */
export interface Fence {
  /**
   * Throws when a write must not leave now: {@link LeadershipLost} when it never may again, a transient error when the lease must be
   * renewed first.
   * @returns how long nobody else can lead, which is how long the write may take
   */
  assertOpen(): Duration;
  /** Runs a write when the fence is open. Its signal is aborted when the fence closes before the answer has come. */
  through<T>(signal: AbortSignal, write: (limited: AbortSignal) => Promise<T>): Promise<T>;
}

/** A {@link Fence} in the hands of who knows about the lease. */
export interface OwnedFence extends Fence {
  /** Lets nothing out any more, and cuts off what has no answer yet. */
  close(reason: LeadershipLost): void;
  /**
   * Lets nothing out any more, and waits until what is under way has its answer, for `patience` at most; the rest is cut off.
   * @returns whether everything was answered
   */
  drain(reason: LeadershipLost, patience: Duration): Promise<boolean>;
}

const never = new AbortController().signal;

/** A {@link Fence} that `held` opens: it answers how long the lease is held for certain, or throws. */
export function createFence(clock: Clock, held: () => Duration): OwnedFence {
  const underWay = new Map<AbortController, Promise<unknown>>();
  let closed: LeadershipLost | undefined;

  const assertOpen = (): Duration => {
    if (closed !== undefined) throw closed;
    return held();
  };
  const close = (reason: LeadershipLost): void => {
    closed ??= reason;
    for (const cut of underWay.keys()) cut.abort(closed);
  };
  return {
    assertOpen,
    close,
    async through(signal, write) {
      assertOpen();
      const cut = new AbortController();
      const work = write(AbortSignal.any([signal, cut.signal]));
      underWay.set(cut, work);
      try {
        return await work;
      } finally {
        underWay.delete(cut);
      }
    },
    async drain(reason, patience) {
      closed ??= reason;
      const answered = Promise.allSettled(underWay.values()).then(() => true);
      const all = await within(milliseconds(patience), clock, never, () => answered).catch(() => false);
      close(reason);
      return all;
    },
  };
}
