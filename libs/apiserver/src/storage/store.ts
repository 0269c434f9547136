/** One object as it is kept: JSON in its storage version. */
export interface StoredRecord {
  /** `machines.cluster.x-k8s.io` */
  readonly resource: string;
  /** `namespace/name`, or `name`. */
  readonly key: string;
  readonly revision: number;
  readonly json: string;
}

/** What one write leaves behind: the new state of an object, or that it is gone. */
export interface StoredChange {
  readonly resource: string;
  readonly key: string;
  readonly revision: number;
  /** Absent when the object is deleted. Called only by stores that keep something. */
  readonly json?: () => string;
}

/** Where state survives the process. Writes are durable against a kill of the process when `write` returns. */
export interface Store {
  /** All that was kept, with the highest revision ever given out. Called once, at start. */
  load(): { readonly revision: number; readonly records: Iterable<StoredRecord> };
  /** @throws StatusError 507 when the change cannot be kept; then nothing of it is */
  write(change: StoredChange): void;
  close(): void;
}

/** Keeps nothing beyond the process. */
export const memoryStore = (): Store => ({
  load: () => ({ revision: 0, records: [] }),
  write: () => {},
  close: () => {},
});
