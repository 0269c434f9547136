import { Entry, type StoredObject, type ToVersion } from './entry.ts';
import type { StorageEvent } from './history.ts';
import type { Store } from './store.ts';
import { Table } from './table.ts';

/** Another write came first: the caller looks again and decides anew. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

/** How many writes per kind a watch can be behind before it has to list again. */
const defaultHistorySize = 500;

/**
 * All objects of one server, one revision counter over all kinds. Every call is synchronous: reads take no lock, and a write is
 * kept, counted and told to all listeners before it returns.
 */
export class ObjectStorage {
  readonly #store: Store;
  readonly #toVersion: (resource: string) => ToVersion;
  readonly #historySize: number;
  readonly #tables = new Map<string, Table>();
  readonly #listeners = new Set<(event: StorageEvent) => void>();
  #revision: number;
  readonly #loadedAt: number;

  constructor(store: Store, toVersion: (resource: string) => ToVersion, historySize = defaultHistorySize) {
    this.#store = store;
    this.#toVersion = toVersion;
    this.#historySize = historySize;
    const { revision, records } = store.load();
    this.#revision = revision;
    this.#loadedAt = revision;
    for (const record of records) {
      const object = JSON.parse(record.json) as StoredObject;
      this.#table(record.resource).set(record.key, new Entry(record.key, object, record.revision, toVersion(record.resource)));
    }
  }

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  /** Reads an object; undefined when there is none. */
  get(resource: string, key: string): Entry | undefined {
    return this.#tables.get(resource)?.get(key);
  }

  table(resource: string): Table {
    return this.#table(resource);
  }

  /** Kinds that hold at least one object. */
  resources(): readonly string[] {
    return [...this.#tables].filter(([, table]) => table.size > 0).map(([resource]) => resource);
  }

  /**
   * Writes an object under the next revision.
   * @param object without a meaningful resourceVersion: it is set here
   * @param expected the state that the write is based on; undefined for a new object
   * @throws Outdated when the state is another by now
   */
  put(resource: string, key: string, object: StoredObject, expected: Entry | undefined): Entry {
    const table = this.#table(resource);
    if (table.get(key) !== expected) throw new Outdated(`${resource} ${key}`);
    const revision = this.#revision + 1;
    const stamped = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    const entry = new Entry(key, stamped, revision, this.#toVersion(resource));
    this.#store.write({ resource, key, revision, json: () => entry.json(stamped.apiVersion) });
    this.#revision = revision;
    table.set(key, entry);
    this.#tell(
      table,
      expected === undefined ? { resource, type: 'ADDED', entry } : { resource, type: 'MODIFIED', entry, previous: expected },
    );
    return entry;
  }

  /**
   * Deletes an object.
   * @param last its final state when that differs from `expected` (the last finalizer was just taken away)
   * @returns the final state as of the deletion's revision
   * @throws Outdated when the state is another by now
   */
  remove(resource: string, key: string, expected: Entry, last: StoredObject = expected.object): Entry {
    const table = this.#table(resource);
    if (table.get(key) !== expected) throw new Outdated(`${resource} ${key}`);
    const revision = this.#revision + 1;
    const final = last === expected.object ? expected : new Entry(key, last, revision, this.#toVersion(resource));
    const entry = final.at(revision);
    this.#store.write({ resource, key, revision });
    this.#revision = revision;
    table.delete(key);
    this.#tell(table, { resource, type: 'DELETED', entry, previous: expected });
    return entry;
  }

  /** Calls back after every write, of whatever kind. */
  onWrite(listener: (event: StorageEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#store.close();
  }

  #table(resource: string): Table {
    let table = this.#tables.get(resource);
    if (table === undefined) {
      table = new Table(this.#historySize, this.#loadedAt);
      this.#tables.set(resource, table);
    }
    return table;
  }

  #tell(table: Table, event: StorageEvent): void {
    table.history.push(event);
    for (const watcher of table.watchers) watcher.notify(event);
    event.entry.told();
    event.previous?.retire();
    if (event.type === 'DELETED') event.entry.retire();
    for (const listener of this.#listeners) listener(event);
  }
}
