import { milliseconds, type Clock, type Duration } from '@capi/seams';

/** How soon a status has to be told. */
export type Urgency =
  /** There is nothing new in it. */
  | 'unchanged'
  /** Only the words are new: they may wait for long. */
  | 'later'
  /** Nobody acts on what is new: it may wait for more. */
  | 'soon'
  | 'now';

/** Gathers small news, so that a burst of changes becomes one status write instead of one each. */
export interface StatusPace {
  /** How long the status of an object should still be held back; undefined: write it. */
  hold(key: string, urgency: Urgency): Duration | undefined;
}

/** How much longer than other small news words may wait. */
const wordsFactor = 5;

/**
 * A {@link StatusPace} that holds small news back for `patience` at most, and mere words for five times as long, counted from when
 * they were first heard of. What it remembers of an object is dropped with the write; after a restart everything is told anew.
 */
export function statusPace(clock: Clock, patience: Duration): StatusPace {
  const due = new Map<string, Duration>();
  return {
    hold(key, urgency) {
      if (urgency === 'unchanged' || urgency === 'now') {
        due.delete(key);
        return undefined;
      }
      const now = clock.monotonic();
      const allowed = milliseconds(now + (urgency === 'soon' ? patience : patience * wordsFactor));
      const moment = milliseconds(Math.min(due.get(key) ?? allowed, allowed));
      due.set(key, moment);
      if (moment > now) return milliseconds(moment - now);
      due.delete(key);
      return undefined;
    },
  };
}
