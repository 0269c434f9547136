import { Cluster, keyOf, labels, Machine, Node, Secret, type ObjectKey } from '@capi/api';
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

import { dockerLabels, roleOf } from '../backends/docker/names/labels.ts';
import { printProviderID } from '../backends/docker/names/provider-id.ts';
import { backendOf, type Family, type InfraCluster } from '../infra-objects.ts';
import { nodeLacks } from '../reconcilers/docker-machine/node-lacks.ts';
import type { Wiring } from '../wiring.ts';

/** Index of Machines by `<namespace>/<name>` of their bootstrap data. */
const byBootstrapData = 'bootstrap data';

const machineScope: CacheScope<Machine> = {
  resource: Machine,
  indexes: {
    [byBootstrapData]: ({ metadata, spec }) =>
      spec.bootstrap.dataSecretName === undefined ? [] : [`${metadata.namespace ?? ''}/${spec.bootstrap.dataSecretName}`],
  },
};

/** Secrets of clusters only: a management cluster holds many others. */
export const reads = (family: Family): readonly CacheScope[] => [
  machineScope as unknown as CacheScope,
  { resource: Secret, labelSelector: labels.clusterName } as unknown as CacheScope,
  { resource: family.cluster } as unknown as CacheScope,
];

export const permissions: readonly Permission[] = [
  { group: 'cluster.x-k8s.io', resources: ['clusters'], verbs: ['get', 'list', 'watch'] },
  { group: 'cluster.x-k8s.io', resources: ['machines'], verbs: ['get', 'list', 'watch', 'patch'] },
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['devmachines', 'dockermachines'].flatMap((plural) => [plural, `${plural}/status`, `${plural}/finalizers`]),
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  ...eventPermissions,
];

/** Everything that a machine waits for is watched; only startup delays are waited out by the clock. */
export const watches = (family: Family): readonly Watch[] => [
  watch<Machine>({
    resource: Machine,
    when: ({ before, after }) => !sameJson(relevantMachine(before), relevantMachine(after)),
    wakes: (machine) => infraMachineOf(machine, family),
  }),
  watch<Secret>({
    resource: Secret,
    when: ({ before, after }) => before === undefined || !sameJson(before.data, after?.data),
    wakes: ({ metadata }, cache) =>
      cache
        .list(Machine, { index: { name: byBootstrapData, value: `${metadata.namespace ?? ''}/${metadata.name}` } })
        .flatMap((machine) => infraMachineOf(machine, family)),
  }),
  watch<Cluster>({
    resource: Cluster,
    when: ({ before, after }) => !sameJson(relevantCluster(before), relevantCluster(after)),
    wakes: (cluster, cache) => machinesOf(cache, family, keyOf(cluster)),
  }),
  watch<InfraCluster>({
    resource: family.cluster,
    when: ({ before, after }) => before === undefined || after === undefined || !sameJson(before.spec, after.spec),
    wakes: ({ metadata }, cache) => {
      const name = metadata.labels?.[labels.clusterName] ?? metadata.ownerReferences?.find(({ kind }) => kind === Cluster.kind)?.name;
      return name === undefined ? [] : machinesOf(cache, family, { namespace: metadata.namespace ?? '', name });
    },
  }),
];

/** Infrastructure machines of a cluster. */
export const machinesOf = (cache: Cache, family: Family, { namespace = '', name }: ObjectKey): readonly ObjectKey[] =>
  cache.list(family.machine, { namespace, labels: { [labels.clusterName]: name } }).map((machine) => keyOf(machine));

/**
 * What no watch of the management cluster tells to machines that are containers: that their container has changed or the engine comes or
 * goes, that the load balancer treats them otherwise than before, and that their Node came without what it should have.
 */
export const containerMachineSources = (wiring: Wiring, family: Family): readonly Source[] => [
  containerChanges(wiring, family),
  routeChanges(wiring, family),
  unfinishedNodes(wiring, family),
];

const containerChanges = ({ runtime: { cache }, docker, settings }: Wiring, family: Family): Source => ({
  start(wake, signal) {
    const stop = docker.containers.subscribe((container) => {
      const keys = container === undefined ? containerMachines(cache, family, settings) : machineOfContainer(container, cache, family);
      for (const key of keys) wake(key);
    });
    signal.addEventListener('abort', stop, { once: true });
  },
});

/** Only control-plane machines wait for their load balancer. It is their Machine that says what they are: those made by hand have no label. */
const routeChanges = ({ runtime: { cache }, docker: { loadBalancers } }: Wiring, family: Family): Source => ({
  start(wake, signal) {
    const stop = loadBalancers.subscribe((cluster) => {
      const controlPlanes = cache
        .list(Machine, { namespace: cluster.namespace ?? '' })
        .filter(({ metadata, spec }) => spec.clusterName === cluster.name && metadata.labels?.[labels.controlPlane] !== undefined);
      for (const key of controlPlanes.flatMap((machine) => infraMachineOf(machine, family))) wake(key);
    });
    signal.addEventListener('abort', stop, { once: true });
  },
});

/** Nodes that come with all that they need, as those do that this provider bootstraps, wake nobody. */
const unfinishedNodes = ({ runtime: { cache }, workloadClusters }: Wiring, family: Family): Source =>
  workloadClusters.objects({
    resource: Node,
    when: ({ after }) => nodeLacks(after).length > 0,
    wakes: (cluster, { metadata: { name } }) => machinesNamed(cache, family, cluster, name),
  });

/** Machines whose container this is, by its labels, or by their provider ID when it has none of ours. */
function machineOfContainer({ name, labels: found }: Container, cache: Cache, family: Family): readonly ObjectKey[] {
  if (roleOf(found) === 'external-load-balancer') return [];
  const { [dockerLabels.namespace]: namespace, [dockerLabels.machine]: machine } = found;
  if (namespace !== undefined && machine !== undefined) return [{ namespace, name: machine }];
  const cluster = found[dockerLabels.kindCluster];
  return cluster === undefined ? [] : machinesNamed(cache, family, { name: cluster }, name);
}

/** Machines of a cluster, in any namespace when none is given, that say that their container is called this. */
const machinesNamed = (cache: Cache, family: Family, { namespace, name }: ObjectKey, container: string): readonly ObjectKey[] =>
  cache
    .list(family.machine, { ...(namespace === undefined ? {} : { namespace }), labels: { [labels.clusterName]: name } })
    .filter(({ spec }) => spec?.providerID === printProviderID(container))
    .map((machine) => keyOf(machine));

const containerMachines = (cache: Cache, family: Family, settings: Wiring['settings']): readonly ObjectKey[] =>
  cache
    .list(family.machine)
    .filter((machine) => backendOf(machine, settings) === 'docker')
    .map((machine) => keyOf(machine));

function infraMachineOf({ metadata, spec }: DeepReadonly<Machine>, family: Family): readonly ObjectKey[] {
  const { infrastructureRef } = spec;
  return infrastructureRef.kind === family.machine.kind ? [{ namespace: metadata.namespace ?? '', name: infrastructureRef.name }] : [];
}

const relevantMachine = (machine: DeepReadonly<Machine> | undefined): unknown => [
  machine === undefined,
  machine?.spec,
  machine?.metadata.annotations,
  machine?.metadata.labels,
  machine?.metadata.deletionTimestamp !== undefined,
  machine?.status?.nodeRef !== undefined,
];

const relevantCluster = (cluster: DeepReadonly<Cluster> | undefined): unknown => [
  cluster === undefined,
  cluster?.spec?.paused === true,
  cluster?.spec?.infrastructureRef,
  cluster?.status?.initialization,
];
