import { Cluster, ClusterClass, IPAddressClaim, printKey, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import { ApiError, TransportError, type Cache, type CacheScope, type Runtime, type Permission } from '@capi/controller-runtime';
import { seconds, TimedOut, transient, within, type DeepReadonly } from '@capi/seams';

import { observeVersions } from './observe-versions.ts';
import type { CorePorts } from './ports.ts';

/** As long as upstream waits. */
const patience = seconds(2);

const byClass = {
  resource: Cluster,
  indexes: { 'webhooks/class': (cluster) => classOf(cluster) },
} satisfies CacheScope<Cluster>;

function classOf({ metadata, spec }: DeepReadonly<Cluster>): readonly string[] {
  const { name, namespace = metadata.namespace } = spec?.topology?.classRef ?? {};
  return name === undefined ? [] : [`${namespace ?? ''}/${name}`];
}

/** What the rules of this provider may look up; a control plane of a topology may be of any kind of its group. */
export const permissions: readonly Permission[] = [
  {
    group: 'cluster.x-k8s.io',
    resources: ['clusters', 'clusterclasses', 'machinedeployments', 'machinepools', 'machines'],
    verbs: ['get', 'list', 'watch'],
  },
  { group: 'controlplane.cluster.x-k8s.io', resources: ['*'], verbs: ['get'] },
  { group: 'ipam.cluster.x-k8s.io', resources: ['ipaddressclaims'], verbs: ['get', 'list', 'watch'] },
];

/** {@link CorePorts} over the cache of the provider, which begins to watch a kind when a rule first asks for it. */
export function cachedPorts({ cache, client, clock }: Runtime): CorePorts {
  const ensure = (scope: CacheScope, signal: AbortSignal): Promise<void> => read(scope.resource.plural, () => cache.ensure(scope, signal));
  const find = async <T extends KubernetesObject>(resource: Resource<T>, key: ObjectKey, signal: AbortSignal) => {
    await ensure({ resource } as unknown as CacheScope, signal);
    return cache.get(resource, key);
  };
  return {
    findClusterClass: (key, signal) => find(ClusterClass, key, signal),
    findIPAddressClaim: (key, signal) => find(IPAddressClaim, key, signal),
    async awaitClusterClass(key, signal) {
      const found = await find(ClusterClass, key, signal);
      if (isReconciled(found)) return found;
      // Read live: a class that was made just now may not be in the cache yet, and one that nobody made is not worth the wait.
      const live = found ?? (await read('clusterclasses', () => client.get(ClusterClass, key, signal)));
      if (live === undefined) return undefined;
      try {
        await within(patience, clock, signal, (limited) => untilReconciled(cache, key, limited));
      } catch (error) {
        if (!(error instanceof TimedOut)) throw error;
      }
      return cache.get(ClusterClass, key);
    },
    observeVersions: (cluster, signal) => observeVersions({ cache, client }, ensure, cluster, signal),
    async listClustersOf({ namespace = '', name }, signal) {
      await ensure(byClass as unknown as CacheScope, signal);
      return cache.list(Cluster, { index: { name: 'webhooks/class', value: `${namespace}/${name}` } });
    },
  };
}

async function read<T>(what: string, reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof TransportError)) throw error;
    throw transient({ action: `read ${what}`, why: error.message, hint: 'try again' }, error);
  }
}

/** Whether the controller of ClusterClasses has looked at the present generation and found the variables good. */
function isReconciled(found: DeepReadonly<ClusterClass> | undefined): boolean {
  if (found === undefined || found.metadata.generation !== found.status?.observedGeneration) return false;
  const variables = found.status?.conditions?.find(({ type }) => type === 'VariablesReady');
  return variables !== undefined && variables.status !== 'False';
}

function untilReconciled(cache: Cache, key: ObjectKey, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = cache.onChange(ClusterClass, ({ after }) => {
      if (after === undefined || printKey(after.metadata) !== printKey(key) || !isReconciled(after)) return;
      resolve();
    });
    const end = (): void => {
      stop();
      reject(signal.reason);
    };
    if (signal.aborted) end();
    // `within` aborts the signal in any case, so that the listener goes either way.
    else signal.addEventListener('abort', end, { once: true });
  });
}
