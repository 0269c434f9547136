import type { Clock } from './clock.ts';
import { printDuration, type Duration } from './duration.ts';

/** What was waited for took longer than its limit. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
  constructor(limit: Duration) {
    super(`no answer within ${printDuration(limit)}`);
  }
}

/** A reason that nobody reads. Without one each abort would make an error with a stack, which costs more than the rest of this file. */
const finished = 'finished';

/**
 * Runs `work` for at most `limit`. Its signal is aborted when the limit passes or when `signal` is.
 * @throws TimedOut after the limit, the signal's reason when that came first
 */
export async function within<T>(limit: Duration, clock: Clock, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const timer = clock.sleep(limit, both).then(() => {
    throw new TimedOut(limit);
  });
  const running = work(both);
  // Whichever loses the race is told to stop, and its rejection then belongs to nobody.
  timer.catch(() => undefined);
  running.catch(() => undefined);
  try {
    return await Promise.race([running, timer]);
  } finally {
    stop.abort(finished);
  }
}
