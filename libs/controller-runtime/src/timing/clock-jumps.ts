import { between, milliseconds, seconds, type Clock, type Duration } from '@capi/seams';

const interval = seconds(10);
/** Less is drift, which clocks make up for slowly. */
const noticeable = seconds(2);

/**
 * Looks now and then whether the wall clock moved on by what has passed, and calls back with the difference when it did not: somebody set
 * it, or the machine slept. What was to be looked at by a time of the wall clock is due at another moment then.
 * @returns never: rejects with the reason of the signal
 */
export async function followClockJumps(clock: Clock, jumped: (by: Duration) => void, signal: AbortSignal): Promise<never> {
  for (;;) {
    const [wall, elapsed] = [clock.now(), clock.monotonic()];
    await clock.sleep(interval, signal);
    const by = milliseconds(Math.round(between(wall, clock.now()) - (clock.monotonic() - elapsed)));
    if (Math.abs(by) >= noticeable) jumped(by);
  }
}
