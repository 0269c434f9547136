import { Cluster, keyOf, labels, Machine, MachineDeployment, MachineSet, type KubernetesObject, type ObjectKey } from '@capi/api';
import { watch, type Cache, type CacheScope, type Permission, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { crdArrivals, crdScope } from '../../external/external-objects.ts';
import { byReference, ofCluster, referenceValue } from '../../external/references-index.ts';
import { matchesSelector } from '../../selectors.ts';
import { changes } from '../../watch-changes.ts';
import { machineSetScope } from '../machine-set/watches.ts';
import { controllerUid, machineScope } from '../machine/watches.ts';

const machineDeploymentScope: CacheScope<MachineDeployment> = {
  resource: MachineDeployment,
  indexes: {
    [byReference]: ({ spec }) =>
      [spec.template.spec.infrastructureRef, spec.template.spec.bootstrap.configRef].flatMap((reference) =>
        reference === undefined ? [] : [referenceValue(reference)],
      ),
  },
};

export const reads: readonly CacheScope[] = [
  machineDeploymentScope as unknown as CacheScope,
  machineSetScope as unknown as CacheScope,
  machineScope as unknown as CacheScope,
  crdScope,
];

export const permissions: readonly Permission[] = [
  {
    group: 'cluster.x-k8s.io',
    resources: ['machinedeployments', 'machinedeployments/status', 'machinedeployments/finalizers', 'machinesets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  { group: 'cluster.x-k8s.io', resources: ['clusters', 'machines'], verbs: ['get', 'list', 'watch'] },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  ...['infrastructure', 'bootstrap'].map((group) => ({
    group: `${group}.cluster.x-k8s.io`,
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'update', 'patch'] as const,
  })),
];

export const watches: readonly Watch[] = [
  crdArrivals(MachineDeployment),
  watch({ resource: MachineSet, wakes: (set, cache) => [...controllerKey(set), ...adopters(set, cache)] }),
  // Counts and conditions come from the Machines themselves, so that they are of one moment.
  watch({
    resource: Machine,
    when: changes((machine) => [
      machine.metadata.deletionTimestamp,
      machine.metadata.ownerReferences,
      machine.status?.conditions,
      machine.status?.nodeInfo?.kubeletVersion,
    ]),
    wakes: (machine) => {
      const deployment = machine.metadata.labels?.[labels.deploymentName];
      return deployment === undefined ? [] : [{ ...keyOf(machine), name: deployment }];
    },
  }),
  watch({
    resource: Cluster,
    when: changes((cluster) => cluster.spec),
    wakes: (cluster, cache) => ofCluster(MachineDeployment, keyOf(cluster), cache),
  }),
];

function controllerKey(set: DeepReadonly<KubernetesObject>): readonly ObjectKey[] {
  const owner = set.metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner?.kind === MachineDeployment.kind ? [{ ...keyOf(set), name: owner.name }] : [];
}

/** Deployments that may take a set without a controller. */
function adopters(set: DeepReadonly<MachineSet>, cache: Cache): readonly ObjectKey[] {
  if (controllerUid(set) !== 'none') return [];
  return cache
    .list(MachineDeployment, { namespace: set.metadata.namespace ?? '' })
    .filter((deployment) => matchesSelector(deployment.spec.selector.matchLabels ?? {}, set.metadata.labels))
    .map((deployment) => keyOf(deployment));
}
