import { milliseconds, type Clock, type Duration } from '@capi/seams';

import type { Priority } from './priority.ts';

/** A reason that nobody reads, since an abort without one makes an error with a stack. */
const sooner = 'a sooner sleep took over';

interface Delayed {
  readonly key: string;
  readonly due: number;
  readonly priority: Priority;
}

/** Keys that are due later. Sleeps once, until the first of them. */
export class DelayedKeys {
  readonly #clock: Clock;
  readonly #due: (key: string, priority: Priority) => void;
  readonly #signal: AbortSignal;
  readonly #entries = new Map<string, Delayed>();
  /** Binary heap by due time; holds outdated entries until they surface. */
  readonly #heap: Delayed[] = [];
  #sleep: { readonly until: number; readonly abort: AbortController } | undefined;

  constructor(clock: Clock, due: (key: string, priority: Priority) => void, signal: AbortSignal) {
    this.#clock = clock;
    this.#due = due;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#sleep?.abort.abort(), { once: true });
  }

  /** The sooner of two wishes for one key holds. */
  add(key: string, delay: Duration, priority: Priority): void {
    const known = this.#entries.get(key);
    const due = this.#clock.monotonic() + delay;
    if (known !== undefined && known.due <= due && (known.priority === 'normal' || priority === 'low')) return;
    const entry = { key, due: Math.min(due, known?.due ?? due), priority: known?.priority === 'normal' ? known.priority : priority };
    this.#entries.set(key, entry);
    push(this.#heap, entry);
    this.#arm();
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #arm(): void {
    while (this.#heap[0] !== undefined && this.#entries.get(this.#heap[0].key) !== this.#heap[0]) pop(this.#heap);
    const first = this.#heap[0];
    if (first === undefined || this.#signal.aborted || (this.#sleep !== undefined && this.#sleep.until <= first.due)) return;
    this.#sleep?.abort.abort(sooner);
    const abort = new AbortController();
    this.#sleep = { until: first.due, abort };
    this.#clock.sleep(milliseconds(Math.max(0, first.due - this.#clock.monotonic())), abort.signal).then(
      () => {
        this.#sleep = undefined;
        this.#release();
        this.#arm();
      },
      () => undefined, // a sooner sleep took over, or the end came
    );
  }

  #release(): void {
    const now = this.#clock.monotonic();
    for (let first = this.#heap[0]; first !== undefined && first.due <= now; first = this.#heap[0]) {
      pop(this.#heap);
      if (this.#entries.get(first.key) !== first) continue;
      this.#entries.delete(first.key);
      this.#due(first.key, first.priority);
    }
  }
}

function push(heap: Delayed[], entry: Delayed): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((heap[parent] as Delayed).due <= entry.due) break;
    heap[at] = heap[parent] as Delayed;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: Delayed[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    const right = heap[child + 1];
    if (right !== undefined && right.due < (heap[child] as Delayed).due) child += 1;
    const smaller = heap[child];
    if (smaller === undefined || smaller.due >= last.due) break;
    heap[at] = smaller;
    at = child;
  }
  heap[at] = last;
}
