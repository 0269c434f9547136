import { between, milliseconds, type Clock, type Duration, type Instant } from '@capi/seams';

/** How soon a status has to be told. */
export type Urgency =
  /** There is nothing new in it. */
  | 'unchanged'
  /** Nobody acts on what is new: it may wait for more. */
  | 'soon'
  | 'now';

/** Gathers small news, so that a burst of changes becomes one status write instead of one each. */
export interface StatusPace {
  /** How long the status of an object should still be held back; undefined: write it. */
  hold(key: string, urgency: Urgency): Duration | undefined;
}

/**
 * A {@link StatusPace} that holds small news back for `patience` at most, counted from the first of them. What it remembers of an
 * object is dropped with the write; after a restart everything is told at once or anew.
 */
export function statusPace(clock: Clock, patience: Duration): StatusPace {
  const since = new Map<string, Instant>();
  return {
    hold(key, urgency) {
      if (urgency !== 'soon') {
        since.delete(key);
        return undefined;
      }
      const now = clock.now();
      const first = since.get(key) ?? now;
      since.set(key, first);
      const left = milliseconds(patience - between(first, now));
      if (left > 0) return left;
      since.delete(key);
      return undefined;
    },
  };
}
