import type { Clock } from '../clock.ts';
import { milliseconds, type Duration } from '../duration.ts';
import { later, type Instant } from '../instant.ts';

/** A clock that stands still until told to move on. */
export interface VirtualClock extends Clock {
  /**
   * Lets `duration` pass: sleeps that fall due wake in the order of their time (then of their start), each at its own time, and
   * what they set in motion runs before the next one wakes.
   */
  advance(duration: Duration): Promise<void>;
  /** Time until the next sleep ends; undefined when nothing sleeps. */
  untilNext(): Duration | undefined;
  /** Lets time pass from sleep to sleep until `done`; false when that takes longer than `within` or nothing sleeps any more. */
  runUntil(done: () => boolean, within: Duration): Promise<boolean>;
  /** Lets everything run that needs no time. */
  settle(): Promise<void>;
}

interface Sleeper {
  readonly due: number;
  readonly order: number;
  wake(): void;
}

/** A {@link VirtualClock} that shows `start` first. */
export function virtualClock(start: Instant): VirtualClock {
  let elapsed = 0;
  let order = 0;
  const sleepers = new Set<Sleeper>();
  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (first === undefined || sleeper.due < first.due || (sleeper.due === first.due && sleeper.order < first.order)) first = sleeper;
    }
    return first;
  };
  // Two turns of the event loop: answers of in-process servers may take one themselves.
  const settle = async (): Promise<void> => {
    // oxlint-disable-next-line no-restricted-globals -- the one way to wait for all pending promises; it takes no time
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const advance = async (duration: Duration): Promise<void> => {
    const end = elapsed + duration;
    await settle();
    for (let sleeper = next(); sleeper !== undefined && sleeper.due <= end; sleeper = next()) {
      elapsed = Math.max(elapsed, sleeper.due);
      sleeper.wake();
      await settle();
    }
    elapsed = end;
  };
  const untilNext = (): Duration | undefined => {
    const sleeper = next();
    return sleeper === undefined ? undefined : milliseconds(Math.max(0, sleeper.due - elapsed));
  };
  return {
    now: () => later(start, milliseconds(elapsed)),
    monotonic: () => milliseconds(elapsed),
    advance,
    untilNext,
    settle,
    sleep: (duration, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const sleeper: Sleeper = {
          due: elapsed + Math.max(0, duration),
          order: (order += 1),
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', abort);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', abort, { once: true });
      }),
    runUntil: async (done, within) => {
      const end = elapsed + within;
      await settle();
      while (!done()) {
        const wait = untilNext();
        if (wait === undefined || elapsed + wait > end) return false;
        await advance(wait);
      }
      return true;
    },
  };
}
