import type { Entry } from './entry.ts';

/** One write as it happened. `entry` is the new state; for a deletion the last one, as of the deletion's revision. */
export interface StorageEvent {
  readonly resource: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly entry: Entry;
  /** The state before; absent for ADDED. */
  readonly previous?: Entry;
}

/** The last writes of one kind, bounded: what a watch can resume from. */
export class History {
  readonly #capacity: number;
  #events: StorageEvent[] = [];
  #forgotten: number;

  /** @param from revision before which nothing is known: where the server started */
  constructor(capacity: number, from: number) {
    this.#capacity = capacity;
    this.#forgotten = from;
  }

  push(event: StorageEvent): void {
    this.#events.push(event);
    // Dropping many at once keeps the cost of forgetting small per event.
    if (this.#events.length < this.#capacity * 1.25 + 1) return;
    const dropped = this.#events.splice(0, this.#events.length - this.#capacity);
    this.#forgotten = dropped.at(-1)?.entry.revision ?? this.#forgotten;
  }

  /** Whether every write after `revision` is still known. */
  reaches(revision: number): boolean {
    return revision >= this.#forgotten;
  }

  /** The oldest revision that can be resumed from. */
  get oldest(): number {
    return this.#forgotten;
  }

  /** Writes after `revision`, oldest first. */
  since(revision: number): readonly StorageEvent[] {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.entry.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low);
  }
}
