import type { KubernetesObject, ObjectKey, Resource } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Selection } from '../client/client.ts';

/** What a cache keeps of one kind, and how it can be found. */
export interface CacheScope<T extends KubernetesObject = KubernetesObject> {
  readonly resource: Resource<T>;
  /** Label selector sent to the server: what does not match is not cached. */
  readonly labelSelector?: string;
  /** Keep metadata only (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
  /** Drops what nobody reads before an object is kept. */
  readonly trim?: (object: T) => T;
  /** Name of an index and the values that an object has in it. */
  readonly indexes?: Readonly<Record<string, (object: DeepReadonly<T>) => readonly string[]>>;
}

/** Which objects of a kind: of one namespace or of all, by labels, by an index. */
export interface CachedSelection extends Pick<Selection, 'namespace' | 'labels'> {
  /** Objects that have `value` in this index. */
  readonly index?: { readonly name: string; readonly value: string };
}

/**
 * The shared, watched copy of the objects of one API server. Reads are synchronous and frozen in development; they include this
 * process's own writes. Reading a kind that was never ensured throws: it would silently look empty.
 */
export interface Cache {
  /** Starts watching a kind unless it is watched already, and waits until its first list is in. */
  ensure<T extends KubernetesObject>(scope: CacheScope<T>, signal: AbortSignal): Promise<void>;
  get<T extends KubernetesObject>(resource: Resource<T>, key: ObjectKey): DeepReadonly<T> | undefined;
  /** Sorted by namespace and name. */
  list<T extends KubernetesObject>(resource: Resource<T>, selection?: CachedSelection): readonly DeepReadonly<T>[];
  /** Calls back on every change from now on (first for what is there). Returns how to stop. */
  onChange<T extends KubernetesObject>(resource: Resource<T>, listener: (change: Change<T>) => void): () => void;
}

/** `before` is absent for an object new to the cache, `after` for one that is gone. `replay` marks what was there at subscription or relist. */
export interface Change<T extends KubernetesObject = KubernetesObject> {
  readonly before?: DeepReadonly<T>;
  readonly after?: DeepReadonly<T>;
  readonly replay: boolean;
}
