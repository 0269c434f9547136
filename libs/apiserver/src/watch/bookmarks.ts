import { minutes, type Clock } from '@capi/seams';

/** How often a quiet watch is told how far it is. */
const interval = minutes(1);

/** Wakes every watch that wants bookmarks, once a minute, by one timer that runs only while there is such a watch. */
export class Bookmarks {
  readonly #clock: Clock;
  readonly #wanted = new Set<() => void>();
  #stop: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `tell` every minute until the returned function is called. */
  add(tell: () => void): () => void {
    this.#wanted.add(tell);
    if (this.#stop === undefined) this.#start();
    return () => {
      this.#wanted.delete(tell);
      if (this.#wanted.size > 0) return;
      this.#stop?.abort();
      this.#stop = undefined;
    };
  }

  #start(): void {
    const stop = new AbortController();
    this.#stop = stop;
    const run = async (): Promise<void> => {
      for (;;) {
        await this.#clock.sleep(interval, stop.signal);
        for (const tell of this.#wanted) tell();
      }
    };
    // The sleep rejects when the last watch has gone; that is how the loop ends.
    run().catch(() => {});
  }
}
