import type { KubernetesObject, ObjectKey, Resource } from '@capi/api';
import type { DeepReadonly, Duration } from '@capi/seams';

import type { Cache, CacheScope, Change } from '../cache/cache.ts';

/** What a reconcile asks for next. There is no requeue without a reason, and what a watch will tell is never polled. */
export type Next = { readonly kind: 'await-change' } | { readonly kind: 'recheck'; readonly after: Duration; readonly because: string };
/** Nothing more to do until something changes. */
export const awaitChange: Next = { kind: 'await-change' };
/** Look again after a while, for something that no watch reports: an expiry, a backoff, an external system. */
export const recheck = (after: Duration, because: string): Next => ({ kind: 'recheck', after, because });

/** Brings one object closer to what it should be. Called for one key at a time, never twice at once for the same key. */
export type Reconcile = (key: ObjectKey, signal: AbortSignal) => Promise<Next>;

/** Which events of a kind wake which keys. */
export interface Watch<T extends KubernetesObject = KubernetesObject> {
  readonly resource: Resource<T>;
  /** Which changes count; absent: all that change something. */
  readonly when?: (change: Change<T>) => boolean;
  /** The keys to reconcile. Called for `before` and for `after` when both exist. */
  readonly wakes: (object: DeepReadonly<T>, cache: Cache) => readonly ObjectKey[];
}

/** Types a {@link Watch} by its resource, so that a list of watches can hold different kinds. */
export const watch = <T extends KubernetesObject>(declaration: Watch<T>): Watch => declaration as unknown as Watch;

/** Wakes keys for what no API watch reports: a workload cluster that connects, a simulated machine that boots. */
export interface Source {
  /** Runs until the signal; calls `wake` whenever a key should be reconciled. */
  start(wake: (key: ObjectKey) => void, signal: AbortSignal): Promise<void> | void;
}

/** What may be done with a kind, as RBAC has it. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

/** One permission that a reconciler needs; RBAC is generated from these. */
export interface Permission {
  readonly group: string;
  /** Plural, with a subresource after a slash: `machines/status`. */
  readonly resources: readonly string[];
  readonly verbs: readonly Verb[];
  /** Only objects of these names; absent: all. Says nothing about `list` and `create`, whose requests name no object. */
  readonly names?: readonly string[];
}

/** Reconciles the objects of one kind: which events wake a key, what is read, and what is done. */
export interface Controller {
  /** Label of metrics and logs: `machine`, `kubeadmcontrolplane`. */
  readonly name: string;
  /** The kind whose keys are reconciled; every change of it (own writes included) wakes its key. */
  readonly resource: Resource<KubernetesObject>;
  /** Keeps keys out by their object, such as another value of the watch-filter label. */
  readonly only?: (object: DeepReadonly<KubernetesObject>) => boolean;
  /** Objects without the watch-filter label of this process count too: for kinds that nobody labels, such as CRDs. */
  readonly ignoresWatchFilter?: true;
  readonly watches: readonly Watch[];
  readonly sources?: readonly Source[];
  /** Kinds (and indexes) that must be cached before the first reconcile, beside those of the watches. */
  readonly reads: readonly CacheScope[];
  readonly permissions: readonly Permission[];
  /** Reconciles at once. */
  readonly concurrency: number;
  /** After this the signal of a reconcile is aborted. Default one minute. */
  readonly timeout?: Duration;
  /**
   * Least time between the starts of two reconciles of one key; the first is immediate. Changes within it become one reconcile, so
   * a burst of Machine events costs one status write. Default none.
   */
  readonly settle?: Duration;
  readonly reconcile: Reconcile;
}
