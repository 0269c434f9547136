import { milliseconds, seconds, type Clock, type Duration } from '@capi/seams';

/** Less is drift, which clocks make up for slowly. */
const noticeable = seconds(2);
const interval = seconds(10);

/**
 * A clock that calls back when its wall time did not move on by what has passed: somebody set it, or the machine slept. What was to be
 * looked at by a time of the wall clock is due at another moment then. Whoever reads the time finds out, so nobody goes by a time that
 * was wrong for a moment without everything being looked at again.
 * @param jumped gets by how much the wall clock is ahead of before; negative when it was set back
 */
export function tellingOfJumps(clock: Clock, jumped: (by: Duration) => void): Clock {
  const ahead = (): number => clock.now() - clock.monotonic();
  let known = ahead();
  return {
    now() {
      const by = milliseconds(Math.round(ahead() - known));
      known += by;
      if (Math.abs(by) >= noticeable) jumped(by);
      return clock.now();
    },
    monotonic: () => clock.monotonic(),
    sleep: (duration, signal) => clock.sleep(duration, signal),
  };
}

/** Reads the time now and then, should nobody else. Rejects with the reason of the signal. */
export async function keepReading(clock: Clock, signal: AbortSignal): Promise<never> {
  for (;;) {
    await clock.sleep(interval, signal);
    clock.now();
  }
}
