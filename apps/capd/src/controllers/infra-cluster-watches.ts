import { Cluster, ConfigMap, keyOf, labels, Machine, type ObjectKey } from '@capi/api';
import {
  eventPermissions,
  sameJson,
  watch,
  type Cache,
  type CacheScope,
  type Permission,
  type Source,
  type Watch,
} from '@capi/controller-runtime';
import type { Container } from '@capi/docker-engine';
import type { DeepReadonly } from '@capi/seams';

import { clusterOf, dockerLabels, roleOf } from '../backends/docker/names/labels.ts';
import { backendOf, devFamily, dockerClusterConfig, dockerFamily, type Family } from '../infra-objects.ts';
import type { Wiring } from '../wiring.ts';

/** Kinds that are read beside the one that is reconciled. */
export const reads: readonly CacheScope[] = [devFamily.cluster, dockerFamily.cluster].map(
  (resource) => ({ resource }) as unknown as CacheScope,
);

export const permissions: readonly Permission[] = [
  { group: 'cluster.x-k8s.io', resources: ['clusters', 'machines'], verbs: ['get', 'list', 'watch'] },
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['devclusters', 'dockerclusters'].flatMap((plural) => [plural, `${plural}/status`, `${plural}/finalizers`]),
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  // Templates of load balancers.
  { group: '', resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
  ...eventPermissions,
];

type Surroundings = Pick<Wiring, 'settings'>;

/** A Cluster wakes its infrastructure when it shows up or is paused or resumed; a control plane wakes the load balancer before it. */
export const watches = (family: Family, surroundings: Surroundings): readonly Watch[] => [
  watch<Cluster>({
    resource: Cluster,
    when: ({ before, after }) => before === undefined || (before.spec?.paused === true) !== (after?.spec?.paused === true),
    wakes: (cluster) => infrastructureOf(cluster, family),
  }),
  watch<Machine>({
    resource: Machine,
    when: ({ before, after }) => !sameJson(relevantMachine(before), relevantMachine(after)),
    wakes: ({ metadata: { namespace = '' }, spec }, cache) =>
      dockerCluster(cache, family, surroundings, { namespace, name: spec.clusterName }),
  }),
];

/** Containers wake the cluster whose load balancer they are, or that they are servers of; an engine that comes or goes wakes all. */
export const containerChanges = ({ runtime: { cache }, docker, settings }: Wiring, family: Family): Source => ({
  start(wake, signal) {
    const stop = docker.containers.subscribe((container) => {
      const keys =
        container === undefined ? dockerClusters(cache, family, { settings }) : clustersOf(container, cache, family, { settings });
      for (const key of keys) wake(key);
    });
    signal.addEventListener('abort', stop, { once: true });
  },
});

/** Changes of ConfigMaps that are templates of load balancers. Nothing is watched before somebody `reads` one: there may be many ConfigMaps. */
export function templateChanges({ runtime: { cache } }: Wiring, family: Family): { readonly source: Source; readonly reads: () => void } {
  const needed = Promise.withResolvers<void>();
  const source: Source = {
    async start(wake, signal) {
      signal.addEventListener('abort', () => needed.resolve(), { once: true });
      await needed.promise;
      if (signal.aborted) return;
      await cache.ensure({ resource: ConfigMap, metadataOnly: true }, signal);
      const stop = cache.onChange(ConfigMap, ({ before, after }) => {
        const { name = '', namespace = '' } = (after ?? before)?.metadata ?? {};
        for (const object of cache.list(family.cluster, { namespace }))
          if (dockerClusterConfig(object).loadBalancer?.customHAProxyConfigTemplateRef?.name === name) wake(keyOf(object));
      });
      signal.addEventListener('abort', stop, { once: true });
    },
  };
  return { source, reads: needed.resolve };
}

function clustersOf({ labels: found }: Container, cache: Cache, family: Family, surroundings: Surroundings): readonly ObjectKey[] {
  if (!['control-plane', 'external-load-balancer'].includes(roleOf(found) ?? '')) return [];
  const named = clusterOf(found);
  if (named !== undefined) return dockerCluster(cache, family, surroundings, { namespace: named.namespace, name: named.cluster });
  // Made by upstream, which does not say in which namespace.
  const namesakes = cache.list(Cluster).filter(({ metadata }) => metadata.name === found[dockerLabels.kindCluster]);
  return namesakes.flatMap((cluster) => dockerCluster(cache, family, surroundings, keyOf(cluster)));
}

const dockerClusters = (cache: Cache, family: Family, { settings }: Surroundings): readonly ObjectKey[] =>
  cache
    .list(family.cluster)
    .filter((object) => backendOf(object, settings) === 'docker')
    .map((object) => keyOf(object));

/** The infrastructure of a Cluster if it is of this family and made of containers. */
function dockerCluster(cache: Cache, family: Family, { settings }: Surroundings, key: ObjectKey): readonly ObjectKey[] {
  const cluster = cache.get(Cluster, key);
  return (cluster === undefined ? [] : infrastructureOf(cluster, family)).filter((found) => {
    const object = cache.get(family.cluster, found);
    return object !== undefined && backendOf(object, settings) === 'docker';
  });
}

function infrastructureOf({ metadata, spec }: DeepReadonly<Cluster>, family: Family): readonly ObjectKey[] {
  const reference = spec?.infrastructureRef;
  return reference?.kind === family.cluster.kind ? [{ namespace: metadata.namespace ?? '', name: reference.name }] : [];
}

/** What load balancers look at; the same for all Machines that are no control plane. */
function relevantMachine(machine: DeepReadonly<Machine> | undefined): unknown {
  if (machine?.metadata.labels?.[labels.controlPlane] === undefined) return undefined;
  const { metadata, spec } = machine;
  return [metadata.deletionTimestamp !== undefined, spec.infrastructureRef.name, spec.providerID];
}
