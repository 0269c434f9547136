import type { KubernetesObject, ObjectKey, Resource } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** Which objects: all of one namespace or of all, by labels. */
export interface Selection {
  readonly namespace?: string;
  /** Equality on labels; a value of `undefined` asks for the label to be present with any value. */
  readonly labels?: Readonly<Record<string, string | undefined>>;
  /** Field selector as the API server takes it: `spec.nodeName=a`. Live reads only. */
  readonly fields?: string;
}

/** A change in one of the three forms that the API server takes; custom resources take no strategic merge. */
export type Patch =
  | { readonly type: 'merge'; readonly body: unknown }
  | { readonly type: 'strategic-merge'; readonly body: unknown }
  | { readonly type: 'json'; readonly body: readonly unknown[] };

/** On which conditions an object is deleted, and what becomes of those that it owns. Absent: on none, and as its kind has it. */
export interface DeleteOptions {
  /** Only when the object still is this one; a mismatch is a Conflict. */
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
}

/** Which part of the object is patched; absent: the object without its status. */
export interface PatchOptions {
  readonly subresource?: 'status' | 'scale';
}

/** On which conditions a Pod is evicted, and how much time it gets. */
export interface EvictOptions {
  /** Time the Pod gets to end by itself; absent: what the Pod asks for. */
  readonly gracePeriodSeconds?: number;
  /** Only when the Pod still is this one; a mismatch is a Conflict. */
  readonly preconditions?: { readonly uid?: string };
}

/** In whose name, and to which part of the object, a server-side apply goes. */
export interface ApplyOptions {
  /** Name of the field manager, as in `metadata.managedFields`. */
  readonly fieldManager: string;
  readonly subresource?: 'status';
  /** Take ownership of fields that others hold. Default true, as controllers do. */
  readonly force?: boolean;
}

/**
 * Talks to one API server. Every write answers the object as it now is and is seen by the cache of the same runtime before the
 * promise resolves, so the next cached read is never older than one's own write. Errors are {@link ApiError}s.
 */
export interface Client {
  /** A live read; say next to the call why the cache will not do. Undefined when there is no such object. */
  get<T extends KubernetesObject>(resource: Resource<T>, key: ObjectKey, signal: AbortSignal): Promise<DeepReadonly<T> | undefined>;
  /** A live list, all pages. */
  list<T extends KubernetesObject>(resource: Resource<T>, selection: Selection, signal: AbortSignal): Promise<readonly DeepReadonly<T>[]>;
  create<T extends KubernetesObject>(resource: Resource<T>, object: DeepReadonly<T>, signal: AbortSignal): Promise<DeepReadonly<T>>;
  /** Replaces the object; `metadata.resourceVersion` is the optimistic lock. */
  update<T extends KubernetesObject>(resource: Resource<T>, object: DeepReadonly<T>, signal: AbortSignal): Promise<DeepReadonly<T>>;
  patch<T extends KubernetesObject>(
    resource: Resource<T>,
    key: ObjectKey,
    patch: Patch,
    signal: AbortSignal,
    options?: PatchOptions,
  ): Promise<DeepReadonly<T>>;
  /** Server-side apply: creates the object or takes over the fields that it names. */
  apply<T extends KubernetesObject>(
    resource: Resource<T>,
    object: DeepReadonly<T>,
    options: ApplyOptions,
    signal: AbortSignal,
  ): Promise<DeepReadonly<T>>;
  /** Asks for deletion. An object that is gone already is success. */
  delete(resource: Resource<KubernetesObject>, key: ObjectKey, signal: AbortSignal, options?: DeleteOptions): Promise<void>;
  /**
   * Asks for a Pod to be evicted (policy/v1). One that is gone already is success; `TooManyRequests` means that a disruption budget
   * forbids it for now.
   * @returns whether there was such a Pod
   */
  evict(pod: ObjectKey, signal: AbortSignal, options?: EvictOptions): Promise<boolean>;
}
