import { Cluster, keyOf, Machine, MachineSet, type KubernetesObject, type ObjectKey } from '@capi/api';
import { watch, type Cache, type CacheScope, type Permission, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { crdArrivals, crdScope } from '../../external/external-objects.ts';
import { byReference, ofCluster, referenceValue } from '../../external/references-index.ts';
import { matchesSelector } from '../../selectors.ts';
import { changes } from '../../watch-changes.ts';
import { controllerUid, machineScope } from '../machine/watches.ts';

/** Index of MachineSets by the uid of their controller; `none` when they have none. */
export const byController = 'controller';

export const machineSetScope: CacheScope<MachineSet> = {
  resource: MachineSet,
  indexes: {
    [byController]: (set) => [controllerUid(set)],
    [byReference]: ({ spec }) =>
      [spec.template.spec.infrastructureRef, spec.template.spec.bootstrap.configRef].flatMap((reference) =>
        reference === undefined ? [] : [referenceValue(reference)],
      ),
  },
};

export const reads: readonly CacheScope[] = [machineSetScope as unknown as CacheScope, machineScope as unknown as CacheScope, crdScope];

export const permissions: readonly Permission[] = [
  {
    group: 'cluster.x-k8s.io',
    resources: ['machinesets', 'machinesets/status', 'machinesets/finalizers', 'machines'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  { group: 'cluster.x-k8s.io', resources: ['clusters'], verbs: ['get', 'list', 'watch'] },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  ...['infrastructure', 'bootstrap', 'controlplane'].map((group) => ({
    group: `${group}.cluster.x-k8s.io`,
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const,
  })),
];

export const watches: readonly Watch[] = [
  crdArrivals(MachineSet),
  watch({ resource: Machine, wakes: (machine, cache) => [...controllerKey(machine), ...adopters(machine, cache)] }),
  watch({
    resource: Cluster,
    when: changes((cluster) => cluster.spec),
    wakes: (cluster, cache) => ofCluster(MachineSet, keyOf(cluster), cache),
  }),
];

function controllerKey(machine: DeepReadonly<KubernetesObject>): readonly ObjectKey[] {
  const owner = machine.metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner?.kind === MachineSet.kind ? [{ ...keyOf(machine), name: owner.name }] : [];
}

/** Sets that may take a Machine without a controller. */
function adopters(machine: DeepReadonly<Machine>, cache: Cache): readonly ObjectKey[] {
  if (controllerUid(machine) !== 'none') return [];
  return cache
    .list(MachineSet, { namespace: machine.metadata.namespace ?? '' })
    .filter((set) => matchesSelector(set.spec.selector.matchLabels ?? {}, machine.metadata.labels))
    .map((set) => keyOf(set));
}
