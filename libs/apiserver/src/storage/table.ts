import type { Entry } from './entry.ts';
import { History, type StorageEvent } from './history.ts';

/** Somebody who follows one kind. */
export interface Watcher {
  readonly notify: (event: StorageEvent) => void;
  /** The kind is no longer served. */
  readonly end: () => void;
}

/** All objects of one kind, what lately happened to them, and who watches. */
export class Table {
  readonly history: History;
  readonly watchers = new Set<Watcher>();
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | undefined;

  constructor(historySize: number, from: number) {
    this.history = new History(historySize, from);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  set(key: string, entry: Entry): void {
    if (this.#sorted !== undefined) {
      const before = this.#entries.get(key);
      // A list that is being read keeps its snapshot, so the next one gets a copy; replacing in place needs no sorting.
      this.#sorted = before === undefined ? undefined : this.#sorted.with(this.#sorted.indexOf(before), entry);
    }
    this.#entries.set(key, entry);
  }

  delete(key: string): void {
    this.#entries.delete(key);
    this.#sorted = undefined;
  }

  /** Every object now, sorted by key; the array never changes. */
  snapshot(): readonly Entry[] {
    this.#sorted ??= [...this.#entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#sorted;
  }

  /** Every object as of an earlier revision that the history reaches. */
  snapshotAt(revision: number): readonly Entry[] {
    const later = this.history.since(revision);
    if (later.length === 0) return this.snapshot();
    const past = new Map(this.#entries);
    for (const { entry, previous } of later.toReversed()) {
      if (previous === undefined) past.delete(entry.key);
      else past.set(entry.key, previous);
    }
    return [...past.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/** The part of a sorted snapshot that lies in one namespace. */
export function inNamespace(snapshot: readonly Entry[], namespace: string): readonly Entry[] {
  return snapshot.slice(firstFrom(snapshot, `${namespace}/`), firstFrom(snapshot, `${namespace}0`)); // '0' follows '/'
}

/** Index of the first entry whose key is `key` or comes after it. */
export function firstFrom(snapshot: readonly Entry[], key: string): number {
  let low = 0;
  let high = snapshot.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((snapshot[middle]?.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
