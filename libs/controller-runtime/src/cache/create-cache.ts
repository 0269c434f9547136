import { resourceName, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import type { Clock, DeepReadonly, Duration, Random } from '@capi/seams';

import { ApiError } from '../client/api-error.ts';
import type { WriteObserver } from '../client/create-client.ts';
import type { Log } from '../logging/log.ts';
import { createProblemLog, type ProblemLog } from '../logging/problem-log.ts';
import { unlessAborted } from '../timing/unless-aborted.ts';
import type { Transport } from '../transport/transport.ts';
import type { Cache, CachedSelection, CacheScope, Change } from './cache.ts';
import { listAndWatch } from './list-and-watch.ts';
import { ObjectStore } from './object-store.ts';
import { deepFreeze, lensOf } from './scope.ts';

/** What a cache reads through, and how much of the API it sees. */
export interface CacheOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Tells of watches that fail. Absent: those of this cache are told of by themselves. */
  readonly problems?: ProblemLog;
  /** Watch one namespace only. Absent: all. Cluster-scoped kinds are watched as a whole either way. */
  readonly namespace?: string;
  /** Freeze objects. Default false: it costs time, and the types say the same. */
  readonly development?: boolean;
  readonly idleTimeout?: Duration;
}

/** A {@link Cache} with what feeds and ends it. */
export interface OwnedCache extends Cache {
  /** Give this to `createClient`, so that reads include own writes. */
  readonly observer: WriteObserver;
  /** Whether a kind is watched and its first list is in. */
  has(resource: Resource<KubernetesObject>): boolean;
  /** Kinds that are watched, with the newest version that their watch brought. */
  watched(): readonly { readonly resource: Resource<KubernetesObject>; readonly version: string }[];
  /** Ends all watches and waits for them. */
  close(): Promise<void>;
}

interface Entry {
  readonly scope: CacheScope;
  readonly store: ObjectStore;
  /** Resolves when the first list is in; rejects when the server refuses to give one. */
  readonly ready: Promise<void>;
  synced: boolean;
}

const identity = (resource: Pick<Resource, 'group' | 'plural' | 'version'>): string => `${resourceName(resource)}/${resource.version}`;

/** A cache over one API server. Nothing is watched until it is ensured. */
export function createCache(options: CacheOptions): OwnedCache {
  const { transport, clock, random, namespace, development = false } = options;
  const problems = options.problems ?? createProblemLog(clock, options.log);
  const entries = new Map<string, Entry>();
  const life = new AbortController();
  const running = new Set<Promise<void>>();
  const finish = development ? deepFreeze : <T>(object: T): T => object;

  const start = (scope: CacheScope): Entry => {
    const name = identity(scope.resource);
    const log = options.log.with({ resource: resourceName(scope.resource) });
    const store = new ObjectStore(lensOf(scope, namespace), {
      finish,
      failed: (error) => log.error('Listener of the cache failed', { err: error }),
    });
    const first = Promise.withResolvers<void>();
    // Whoever waits hears of it; nobody waiting is no reason to end the process.
    first.promise.catch(() => undefined);
    const entry: Entry = { scope, store, ready: first.promise, synced: false };
    const subject = `watch ${name}`;
    const own = new AbortController();
    const end = (): void => own.abort(life.signal.reason);
    life.signal.addEventListener('abort', end, { once: true });
    const failed = (error: unknown): void => {
      // Before the first list a refusal (no such kind, not allowed) is the answer to who waits; later it may pass.
      if (!entry.synced && error instanceof ApiError && error.code < 500 && error.code !== 429) {
        entries.delete(name);
        own.abort();
        first.reject(error);
      } else {
        problems.failed({ error, subject, where: subject, level: 'warn', message: 'Watch failed, trying again' }, log);
      }
    };
    const task = listAndWatch(
      {
        transport,
        scope,
        namespace: scope.resource.namespaced ? namespace : undefined,
        clock,
        random: random.fork(subject),
        log,
        failed,
        went: () => problems.recovered(subject),
        ...(options.idleTimeout === undefined ? {} : { idleTimeout: options.idleTimeout }),
      },
      {
        replace(objects, version) {
          store.replace(objects, version, !entry.synced);
          entry.synced = true;
          first.resolve();
        },
        put: (object) => store.put(object, 'watch'),
        remove(object) {
          store.bookmark(object.metadata.resourceVersion);
          store.remove(object, object.metadata.uid, object.metadata.resourceVersion);
        },
        bookmark: (version) => store.bookmark(version),
      },
      own.signal,
    ).finally(() => {
      life.signal.removeEventListener('abort', end);
      first.reject(life.signal.reason ?? new Error(`the watch of ${name} ended`));
      running.delete(task);
    });
    running.add(task);
    entries.set(name, entry);
    return entry;
  };

  const storeOf = (resource: Resource<KubernetesObject>): ObjectStore => {
    const entry = entries.get(identity(resource));
    if (entry === undefined) throw new Error(`${identity(resource)} is not cached: declare it in reads or watches`);
    return entry.store;
  };

  return {
    async ensure(scope, signal) {
      signal.throwIfAborted();
      life.signal.throwIfAborted();
      const wanted = scope as unknown as CacheScope;
      const entry = entries.get(identity(scope.resource)) ?? start(wanted);
      assertCompatible(entry.scope, wanted);
      entry.store.addIndexes(wanted.indexes ?? {});
      if (!entry.synced) await unlessAborted(entry.ready, signal);
    },
    get: <T extends KubernetesObject>(resource: Resource<T>, key: ObjectKey) => storeOf(resource).get(key) as DeepReadonly<T> | undefined,
    list: <T extends KubernetesObject>(resource: Resource<T>, selection: CachedSelection = {}) =>
      storeOf(resource).list(selection) as readonly DeepReadonly<T>[],
    onChange: <T extends KubernetesObject>(resource: Resource<T>, listener: (change: Change<T>) => void) =>
      storeOf(resource).listen(listener as (change: Change) => void),
    has: (resource) => entries.get(identity(resource))?.synced ?? false,
    watched: () => [...entries.values()].map(({ scope, store }) => ({ resource: scope.resource as never, version: store.watchedVersion })),
    observer: {
      written: (resource, object) => entries.get(identity(resource))?.store.put(object, 'write'),
      deleted(resource, key, uid) {
        // Without a uid it may be another object of that name that is gone; the watch will tell.
        if (uid !== undefined) entries.get(identity(resource))?.store.remove({ metadata: key }, uid, undefined);
      },
    },
    async close() {
      life.abort(new Error('the cache is closed'));
      await Promise.allSettled(running);
    },
  };
}

/** One kind is watched once. A scope that asks for nothing special takes what there is. */
function assertCompatible(have: CacheScope, wanted: CacheScope): void {
  const narrow = (scope: CacheScope): boolean =>
    scope.labelSelector !== undefined || scope.metadataOnly === true || scope.trim !== undefined;
  if (!narrow(wanted)) return;
  const same = have.labelSelector === wanted.labelSelector && have.metadataOnly === wanted.metadataOnly && have.trim === wanted.trim;
  if (!same) throw new Error(`${identity(wanted.resource)} is cached with another scope already: declare one for the whole process`);
}
