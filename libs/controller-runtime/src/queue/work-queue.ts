import { milliseconds, seconds, type Clock, type Duration, type Random } from '@capi/seams';

import { backoff } from '../timing/backoff.ts';
import { DelayedKeys } from './delayed-keys.ts';
import type { Priority } from './priority.ts';

/** Hears what happens to keys, for metrics. */
export interface QueueObserver {
  added(): void;
  retried(): void;
  /** @param waited time from being ready to being taken */
  taken(waited: Duration): void;
  /** @param worked time from being taken to being done */
  done(worked: Duration): void;
}

export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Least time between two starts of one key; changes within it become one. Default none. */
  readonly settle?: Duration;
  readonly observer?: QueueObserver;
  /** Called whenever there may be something to take. */
  readonly ready: () => void;
}

/** Bounds of a backoff that depend on what failed. */
export interface RetryLimits {
  readonly least: Duration;
  readonly most: Duration;
}

interface Ready {
  readonly since: Duration;
}

const retries = { first: milliseconds(5), most: seconds(1000), jitter: 0.2 };
/** After so many keys of normal priority one of low priority gets its turn, so that a busy queue starves nobody. */
const fairness = 8;

/**
 * Keys to look at. A key waits once however often it is added; one that is added while it is being worked on is taken again
 * afterwards; none is worked on twice at once, and none is lost. Ends with its signal.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #ready = { normal: new Map<string, Ready>(), low: new Map<string, Ready>() };
  readonly #delayed: DelayedKeys;
  readonly #working = new Map<string, { readonly since: Duration; again: Priority | undefined }>();
  readonly #failures = new Map<string, number>();
  readonly #started = new Map<string, Duration>();
  #sinceLow = 0;

  constructor(options: WorkQueueOptions, signal: AbortSignal) {
    this.#options = options;
    this.#delayed = new DelayedKeys(options.clock, (key, priority) => this.#makeReady(key, priority), signal);
  }

  /** Keys ready to be taken, by priority. */
  depth(): Readonly<Record<Priority, number>> {
    return { normal: this.#ready.normal.size, low: this.#ready.low.size };
  }

  /** How long each key in work has been worked on. */
  inWork(): readonly Duration[] {
    const now = this.#options.clock.monotonic();
    return [...this.#working.values()].map(({ since }) => milliseconds(now - since));
  }

  /** Something may have changed for `key`. */
  add(key: string, priority: Priority = 'normal'): void {
    this.#options.observer?.added();
    const inWork = this.#working.get(key);
    if (inWork !== undefined) {
      inWork.again = inWork.again === 'normal' ? 'normal' : priority;
      return;
    }
    const wait = this.#untilSettled(key);
    if (wait > 0) this.#delayed.add(key, milliseconds(wait), priority);
    else this.#makeReady(key, priority);
  }

  /** Look at `key` after a while, unless it is looked at before. The sooner of two such wishes holds. */
  addAfter(key: string, delay: Duration): void {
    const inWork = this.#working.get(key);
    const wait = milliseconds(Math.max(delay, inWork === undefined ? this.#untilSettled(key) : 0));
    if (this.#ready.normal.has(key)) return;
    this.#delayed.add(key, wait, 'normal');
  }

  /** Look at `key` again after its backoff: longer with each failure in a row. Call before {@link done}. */
  retry(key: string, { least = milliseconds(0), most = retries.most }: Partial<RetryLimits> = {}): void {
    this.#options.observer?.retried();
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, milliseconds(Math.max(least, backoff(failures, { ...retries, most }, this.#options.random))));
  }

  /** `key` went well: the next failure is its first. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** The next key to work on, which must be given back with {@link done}. Undefined when none is ready. */
  take(): string | undefined {
    const key = this.#next();
    if (key === undefined) return undefined;
    const now = this.#options.clock.monotonic();
    const entry = this.#ready.normal.get(key) ?? this.#ready.low.get(key);
    this.#ready.normal.delete(key);
    this.#ready.low.delete(key);
    // The reconcile that starts now says itself when to look again.
    this.#delayed.delete(key);
    this.#working.set(key, { since: now, again: undefined });
    if (this.#options.settle !== undefined) this.#started.set(key, now);
    this.#options.observer?.taken(milliseconds(now - (entry?.since ?? now)));
    return key;
  }

  /** `key` is no longer being worked on. */
  done(key: string): void {
    const work = this.#working.get(key);
    if (work === undefined) throw new Error(`${key} was not being worked on`);
    this.#working.delete(key);
    this.#options.observer?.done(milliseconds(this.#options.clock.monotonic() - work.since));
    if (work.again !== undefined) this.add(key, work.again);
    else if (this.#started.size > 1000) this.#dropSettled();
  }

  #next(): string | undefined {
    const { normal, low } = this.#ready;
    const lowsTurn = low.size > 0 && (normal.size === 0 || this.#sinceLow >= fairness);
    this.#sinceLow = lowsTurn || low.size === 0 ? 0 : this.#sinceLow + 1;
    return (lowsTurn ? low : normal).keys().next().value;
  }

  #makeReady(key: string, priority: Priority): void {
    // A wish to look again later was for want of news; here is news.
    this.#delayed.delete(key);
    const inWork = this.#working.get(key);
    if (inWork !== undefined) {
      inWork.again = inWork.again === 'normal' ? 'normal' : priority;
      return;
    }
    const { normal, low } = this.#ready;
    if (normal.has(key) || (priority === 'low' && low.has(key))) return;
    const since = low.get(key)?.since ?? this.#options.clock.monotonic();
    low.delete(key);
    (priority === 'normal' ? normal : low).set(key, { since });
    this.#options.ready();
  }

  #untilSettled(key: string): number {
    const started = this.#started.get(key);
    const { settle, clock } = this.#options;
    return settle === undefined || started === undefined ? 0 : started + settle - clock.monotonic();
  }

  #dropSettled(): void {
    for (const key of this.#started.keys()) if (this.#untilSettled(key) <= 0) this.#started.delete(key);
  }
}
