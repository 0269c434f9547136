import { seconds, type Clock, type Duration } from '@capi/seams';

import { StatusError } from '../errors/status-error.ts';
import { Outdated } from '../storage/object-storage.ts';
import { run, type Steps } from './steps.ts';

/** Waits between attempts at what was refused: longer each time. */
const waits: readonly Duration[] = [1, 2, 5, 10, 30].map(seconds);

/**
 * Work that follows from writes and is done right after them, in order, each piece once however often it was asked for. Nothing
 * waits for time, so a server that is left alone has nothing pending; the exception is what a webhook has a say in or the store cannot
 * keep, which is tried again until the webhook lets it pass or the store has space.
 */
export class WorkQueue {
  readonly #pending = new Map<string, () => Steps<void>>();
  /** What waits for a webhook or for its next attempt, and whether it was asked for again meanwhile. */
  readonly #waiting = new Map<string, { again: boolean }>();
  readonly #clock: Clock;
  readonly #onBug: (error: unknown) => void;
  readonly #stopped = new AbortController();
  #running = false;

  constructor(clock: Clock, onBug: (error: unknown) => void) {
    this.#clock = clock;
    this.#onBug = onBug;
  }

  /** @param key names the work: the same key asked for again before it is done is done once */
  add(key: string, work: () => Steps<void>): void {
    if (this.#stopped.signal.aborted || this.#pending.has(key)) return;
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      waiting.again = true;
      return;
    }
    this.#pending.set(key, work);
    if (this.#running) return;
    this.#running = true;
    // After the write that led here has been answered, not in the middle of it.
    queueMicrotask(() => this.#run());
  }

  close(): void {
    this.#stopped.abort();
    this.#pending.clear();
  }

  #run(): void {
    for (const [key, work] of this.#pending) {
      this.#pending.delete(key);
      try {
        const pending = run(work());
        if (pending instanceof Promise) void this.#finish(key, work, pending);
      } catch (error) {
        if (error instanceof StatusError) void this.#finish(key, work, Promise.reject(error));
        else this.#onBug(error);
      }
    }
    this.#running = false;
  }

  /** Lets other work go on while a webhook is asked. */
  async #finish(key: string, work: () => Steps<void>, first: Promise<void>): Promise<void> {
    const state = { again: false };
    this.#waiting.set(key, state);
    const { signal } = this.#stopped;
    let pending: void | Promise<void> = first;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await pending;
        break;
      } catch (error) {
        if (error instanceof StatusError)
          await this.#clock.sleep(waits[Math.min(attempt, waits.length - 1)] ?? seconds(1), signal).catch(() => {});
        else if (!(error instanceof Outdated)) {
          this.#onBug(error);
          break;
        }
      }
      pending = signal.aborted ? undefined : attempted(work);
    }
    this.#waiting.delete(key);
    if (state.again) this.add(key, work);
  }
}

/** So that what is thrown at once is rejected like the rest. */
const attempted = async (work: () => Steps<void>): Promise<void> => run(work());
