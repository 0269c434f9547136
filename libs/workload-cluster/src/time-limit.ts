import { printDuration, type Clock, type Duration } from '@capi/seams';

/**
 * Runs `work` for at most `limit`; its signal is aborted when the limit passes or when `signal` is.
 * Rejects with an Error that names the limit, or with the signal's reason when that came first.
 */
export async function within<T>(limit: Duration, clock: Clock, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const timer = clock.sleep(limit, both).then(() => {
    throw new Error(`no answer within ${printDuration(limit)}`);
  });
  const running = work(both);
  // Whichever loses the race is told to stop, and its rejection then belongs to nobody.
  timer.catch(() => undefined);
  running.catch(() => undefined);
  try {
    return await Promise.race([running, timer]);
  } finally {
    stop.abort();
  }
}
