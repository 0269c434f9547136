import { milliseconds, seconds, type Duration, type Random } from '@capi/seams';

const first = milliseconds(250);
const longest = seconds(30);

/**
 * How long to leave a cluster alone after its `failures`-th failed attempt in a row: doubles from 250 ms to 30 s, spread by up to
 * half, so that clusters that went away together do not come back together.
 */
export function retryDelay(failures: number, random: Random): Duration {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 16));
  return milliseconds(Math.round(whole * (0.5 + random.next() / 2)));
}
