import {
  Cluster,
  clusterSecretName,
  labels,
  parseClusterSecretName,
  printKey,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
} from '@capi/api';
import { readSecretText } from '@capi/certificates';
import { awaitChange, recheck, watch, type CacheScope, type Change, type Next, type Runtime, type Source } from '@capi/controller-runtime';
import { milliseconds, type DeepReadonly, type Duration } from '@capi/seams';

import type { Access, OpenAccess } from './access.ts';
import { ClusterLink, type VersionedKubeconfig } from './cluster-link.ts';
import { connectionMetrics } from './metrics.ts';
import type { WorkloadClusters } from './workload-clusters.ts';

/** What the connections of a process are made from. */
export interface WorkloadClustersOptions {
  /** Of the management cluster. A controller named `clustercache` is added to it. */
  readonly runtime: Runtime;
  readonly openAccess: OpenAccess;
  /** Clusters that may be connected or probed at once: `--clustercache-concurrency`. */
  readonly concurrency: number;
  /** Which clusters to connect to, asked whenever a Cluster changes; absent: all. */
  readonly wants?: (cluster: DeepReadonly<Cluster>) => boolean;
}

/** Secrets that belong to a Cluster: all that is cached of Secrets, here and elsewhere. */
const clusterSecrets: CacheScope<Secret> = { resource: Secret, labelSelector: labels.clusterName };

/** What a source keeps to be told of: the keys it wakes, and the clusters of whose silence it was told. */
interface Listener {
  readonly silence?: Duration;
  readonly tell: (cluster: ObjectKey) => void;
  readonly toldOf: Set<string>;
}

/** What a source of objects does with each connection. */
type Follower = (cluster: ObjectKey, access: Access) => void;

/**
 * One connection per workload cluster of this process, opened when infrastructure and kubeconfig are there, probed every 10 s,
 * given up after five failed probes or at once on 401, and opened again by itself.
 * @see upstream v1.14.0 controllers/clustercache (behaviour)
 */
export function createWorkloadClusters({
  runtime,
  openAccess,
  concurrency,
  wants = () => true,
}: WorkloadClustersOptions): WorkloadClusters {
  const { cache, client, clock, random } = runtime;
  const metrics = connectionMetrics(runtime.metrics);
  const log = runtime.log.with({ controller: 'clustercache' });
  const links = new Map<string, ClusterLink>();
  const listeners = new Set<Listener>();
  const followers = new Set<Follower>();

  const linkOf = (key: ObjectKey): ClusterLink => {
    const id = printKey(key);
    let link = links.get(id);
    if (link === undefined) {
      link = new ClusterLink(key, { openAccess, clock, random, log });
      links.set(id, link);
    }
    return link;
  };

  const forget = async (key: ObjectKey): Promise<void> => {
    const link = links.get(printKey(key));
    if (link === undefined) return;
    links.delete(printKey(key));
    await link.close();
    metrics.forget(key);
    for (const listener of listeners) listener.toldOf.delete(printKey(key));
  };

  const findKubeconfig = async (key: ObjectKey, initialized: boolean, signal: AbortSignal): Promise<VersionedKubeconfig | undefined> => {
    const secretKey = { ...key, name: clusterSecretName(key.name, 'kubeconfig') };
    // A kubeconfig that a user brought may lack the label that the cache selects by, so once the cluster must have one it is read live.
    const secret = cache.get(Secret, secretKey) ?? (initialized ? await client.get(Secret, secretKey, signal) : undefined);
    const text = secret === undefined ? undefined : readSecretText(secret, 'value');
    return secret === undefined || text === undefined ? undefined : { version: secret.metadata.resourceVersion ?? '', text };
  };

  /** Tells of outages that became too long, once each, and of their end; answers when the next one will be. */
  const tellOfSilence = (key: ObjectKey, link: ClusterLink, answered: boolean): Duration | undefined => {
    const { silence } = link;
    if (silence === undefined) return undefined;
    const name = printKey(key);
    let soonest: number | undefined;
    for (const listener of listeners) {
      if (answered && listener.toldOf.delete(name)) listener.tell(key);
      if (listener.silence === undefined || listener.toldOf.has(name)) continue;
      const left = listener.silence - silence;
      if (left > 0) soonest = Math.min(soonest ?? left, left);
      else {
        listener.toldOf.add(name);
        listener.tell(key);
      }
    }
    return soonest === undefined ? undefined : milliseconds(soonest);
  };

  const reconcile = async (key: ObjectKey, signal: AbortSignal): Promise<Next> => {
    const cluster = cache.get(Cluster, key);
    if (cluster === undefined) {
      await forget(key);
      return awaitChange;
    }
    const link = linkOf(key);
    const provisioned = cluster.status?.initialization?.infrastructureProvisioned === true && wants(cluster);
    const initialized = cluster.status?.initialization?.controlPlaneInitialized === true;
    const kubeconfig = provisioned ? await findKubeconfig(key, initialized, signal) : undefined;
    const turn = await link.turn(provisioned, kubeconfig, signal);
    if (turn.succeeded !== undefined) metrics.probed(key, turn.succeeded);
    if (turn.succeeded === false) log.debug('Workload cluster does not answer', { Cluster: printKey(key), why: link.history.lastFailure });
    if (turn.connection !== 'as-before') {
      metrics.connected(key, turn.connection === 'opened');
      log.info(turn.connection === 'opened' ? 'Connected to workload cluster' : 'Disconnected from workload cluster', {
        Cluster: printKey(key),
      });
      const { access } = link;
      if (access !== undefined) for (const follow of followers) follow(key, access);
      for (const listener of listeners) listener.tell(key);
    }
    const silence = tellOfSilence(key, link, turn.succeeded === true);
    const next = link.next(provisioned, kubeconfig);
    if (next.step === 'rest')
      return initialized && provisioned ? recheck(unlabelledInterval, 'a kubeconfig without label shows in no watch') : awaitChange;
    if (next.step !== 'wait') return recheck(milliseconds(0), 'the connection changed meanwhile');
    return recheck(milliseconds(Math.min(next.after, silence ?? next.after)), next.because);
  };

  runtime.add({
    name: 'clustercache',
    resource: Cluster,
    watches: [
      watch<Secret>({
        resource: Secret,
        wakes: ({ metadata: { name, namespace } }) => {
          const parsed = parseClusterSecretName(name);
          return parsed?.purpose === 'kubeconfig' && namespace !== undefined ? [{ namespace, name: parsed.cluster }] : [];
        },
      }),
    ],
    reads: [clusterSecrets as unknown as CacheScope],
    permissions: [
      { group: 'cluster.x-k8s.io', resources: ['clusters'], verbs: ['get', 'list', 'watch'] },
      { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
    ],
    concurrency,
    reconcile,
  });

  return {
    connection: (key) => links.get(printKey(key))?.connection,
    history: (key) => links.get(printKey(key))?.history ?? { connected: false, consecutiveFailures: 0 },
    changes: ({ silence, keysOf }) => ({
      start(wake, signal) {
        const listener: Listener = {
          ...(silence === undefined ? {} : { silence }),
          toldOf: new Set(),
          tell: (cluster) => {
            for (const key of keysOf(cluster)) wake(key);
          },
        };
        listeners.add(listener);
        signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
      },
    }),
    objects: (options) =>
      objectSource(options, {
        links,
        followers,
        failed: (key, err) => log.warn('Workload cluster cannot be watched', { Cluster: printKey(key), err }),
      }),
  };
}

/** How often to look for a kubeconfig that the cache cannot show. */
const unlabelledInterval = milliseconds(30_000);

function objectSource<T extends KubernetesObject>(
  options: {
    readonly resource: Resource<T>;
    readonly scope?: Omit<CacheScope<T>, 'resource'>;
    readonly when?: (change: Change<T>) => boolean;
    readonly wakes: (cluster: ObjectKey, object: DeepReadonly<T>) => readonly ObjectKey[];
  },
  ports: {
    readonly links: ReadonlyMap<string, ClusterLink>;
    readonly followers: Set<Follower>;
    readonly failed: (cluster: ObjectKey, error: unknown) => void;
  },
): Source {
  return {
    start(wake, signal) {
      const follow: Follower = (cluster, access) => {
        access.cache.ensure({ ...options.scope, resource: options.resource }, signal).then(
          () => {
            const stop = access.cache.onChange(options.resource, (change) => {
              if (options.when?.(change) === false) return;
              for (const object of [change.before, change.after]) {
                if (object !== undefined) for (const key of options.wakes(cluster, object)) wake(key);
              }
            });
            signal.addEventListener('abort', stop, { once: true });
          },
          (error: unknown) => {
            if (!signal.aborted) ports.failed(cluster, error);
          },
        );
      };
      ports.followers.add(follow);
      signal.addEventListener('abort', () => ports.followers.delete(follow), { once: true });
      for (const { cluster, access } of ports.links.values()) {
        if (access !== undefined) follow(cluster, access);
      }
    },
  };
}
