/**
 * Work that follows from writes and is done right after them, in order, each piece once however often it was asked for. Nothing
 * waits for time, so a server that is left alone has nothing pending.
 */
export class WorkQueue {
  readonly #pending = new Map<string, () => void>();
  readonly #onBug: (error: unknown) => void;
  #running = false;
  #closed = false;

  constructor(onBug: (error: unknown) => void) {
    this.#onBug = onBug;
  }

  /** @param key names the work: the same key asked for again before it is done is done once */
  add(key: string, work: () => void): void {
    if (this.#closed || this.#pending.has(key)) return;
    this.#pending.set(key, work);
    if (this.#running) return;
    this.#running = true;
    // After the write that led here has been answered, not in the middle of it.
    queueMicrotask(() => this.#run());
  }

  close(): void {
    this.#closed = true;
    this.#pending.clear();
  }

  #run(): void {
    for (const [key, work] of this.#pending) {
      this.#pending.delete(key);
      try {
        work();
      } catch (error) {
        this.#onBug(error);
      }
    }
    this.#running = false;
  }
}
