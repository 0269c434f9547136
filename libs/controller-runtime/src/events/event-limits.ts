import { minutes, type Clock } from '@capi/seams';

/** What keeps events from flooding the API server. */
export interface EventLimits {
  /** Whether one more event from this source about this object is fine: 25 at once, then one in five minutes. */
  mayTell(source: string): boolean;
  /** The message to write: more than ten different ones for the same thing within ten minutes become one. */
  combine(group: string, message: string): { readonly message: string; readonly alike: boolean };
}

const burst = 25;
const refill = minutes(5);
const mostAlike = 10;
const alikeWithin = minutes(10);
const mostRemembered = 4096;

/** The limits of client-go's event correlator. */
export function createEventLimits(clock: Clock): EventLimits {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const groups = new Map<string, { readonly messages: Set<string>; last: number }>();
  return {
    mayTell(source) {
      const now = clock.monotonic();
      const bucket = entry(buckets, source, () => ({ tokens: burst, at: now }));
      bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / refill);
      bucket.at = now;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    combine(name, message) {
      const now = clock.monotonic();
      const group = entry(groups, name, () => ({ messages: new Set<string>(), last: now }));
      if (now - group.last > alikeWithin) group.messages.clear();
      group.last = now;
      // The set stops growing at the limit, so that it stays small.
      if (group.messages.size < mostAlike) group.messages.add(message);
      else if (!group.messages.has(message)) return { message: `(combined from similar events): ${message}`.slice(0, 1024), alike: true };
      return { message, alike: false };
    },
  };
}

/** What is known under a name, kept among the most recently used. */
function entry<T>(entries: Map<string, T>, name: string, make: () => T): T {
  const value = entries.get(name) ?? make();
  entries.delete(name);
  entries.set(name, value);
  if (entries.size > mostRemembered) entries.delete(entries.keys().next().value as string);
  return value;
}
