import type { Clock, Duration } from '@capi/seams';

/** Ends a wait early. What rings while nobody waits ends the next wait at once. */
export interface Bell {
  ring(): void;
  /** Resolves at a ring, or after `longest`. Rejects with the signal's reason. */
  wait(longest: Duration, signal: AbortSignal): Promise<void>;
}

/** A {@link Bell} that has not rung yet. */
export function createBell(clock: Clock): Bell {
  let hasRung = false;
  let wake = (): void => undefined;
  return {
    ring() {
      hasRung = true;
      wake();
    },
    async wait(longest, signal) {
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
