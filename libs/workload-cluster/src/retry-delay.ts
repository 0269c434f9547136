import { milliseconds, seconds, type Duration, type Random } from '@capi/seams';

const first = milliseconds(250);
const longest = seconds(30);
/** Somebody waits for a cluster that comes up, and nothing else tells that its API server is there. */
const longestOfNew = seconds(1);
/** After so many tries, which is some five minutes, nobody expects it any moment. */
const newFor = 400;

/**
 * How long to leave a cluster alone after its `failures`-th failed attempt in a row: doubles from 250 ms to 30 s, or to a second while one
 * that never answered may do so any moment; spread by up to half, so that clusters that went away together do not come back together.
 * @param answered whether the cluster ever did
 */
export function retryDelay(failures: number, answered: boolean, random: Random): Duration {
  const most = answered || failures > newFor ? longest : longestOfNew;
  const whole = Math.min(most, first * 2 ** Math.min(failures - 1, 16));
  return milliseconds(Math.round(whole * (0.5 + random.next() / 2)));
}
