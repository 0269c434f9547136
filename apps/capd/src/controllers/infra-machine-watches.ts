import { Cluster, keyOf, labels, Machine, Secret, type ObjectKey } from '@capi/api';
import { sameJson, watch, type Cache, type CacheScope, type Permission, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Family, InfraCluster } from '../infra-objects.ts';

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

function infraMachineOf({ metadata, spec }: DeepReadonly<Machine>, family: Family): readonly ObjectKey[] {
  const { infrastructureRef } = spec;
  return infrastructureRef.kind === family.machine.kind ? [{ namespace: metadata.namespace ?? '', name: infrastructureRef.name }] : [];
}

const relevantMachine = (machine: DeepReadonly<Machine> | undefined): unknown => [
  machine === undefined,
  machine?.spec,
  machine?.metadata.annotations,
  machine?.metadata.labels,
];

const relevantCluster = (cluster: DeepReadonly<Cluster> | undefined): unknown => [
  cluster === undefined,
  cluster?.spec?.paused === true,
  cluster?.spec?.infrastructureRef,
  cluster?.status?.initialization,
];
