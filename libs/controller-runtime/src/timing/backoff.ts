import { milliseconds, type Duration, type Random } from '@capi/seams';

/**
 * How long to wait after `failures` failures in a row (0: the first retry): doubling from `first` up to `most`, stretched by up to
 * `jitter` of itself so that many waiters do not come back at once.
 */
export function backoff(
  failures: number,
  { first, most, jitter }: { readonly first: Duration; readonly most: Duration; readonly jitter: number },
  random: Random,
): Duration {
  const plain = Math.min(most, first * 2 ** Math.min(failures, 40));
  return milliseconds(Math.min(most, plain * (1 + jitter * random.next())));
}
