import {
  annotations,
  Cluster,
  keyOf,
  labels,
  Machine,
  MachineDeployment,
  MachineSet,
  Node,
  Secret,
  type KubernetesObject,
  type ObjectKey,
} from '@capi/api';
import { isTrue } from '@capi/conditions';
import { watch, type Cache, type CacheScope, type Permission, type Source, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import { crdArrivals, crdScope } from '../../external/external-objects.ts';
import { byReference, ofCluster, referenceValue } from '../../external/references-index.ts';
import { changes } from '../../watch-changes.ts';
import type { Wiring } from '../../wiring.ts';
import { inlineDataSecretOf } from './inline-data.ts';

/** Index of Machines by what their Node is found by. */
const byProviderID = 'providerID';
/** Index of Machines by the name of their Node. */
const byNodeName = 'nodeName';
/** Index of Machines by the Secret that bootstrap data in them belong into. */
const byInlineDataSecret = 'inlineDataSecret';
/** Index of Machines by the uid of their controller; `none` when they have none. */
export const byController = 'controller';

export const machineScope: CacheScope<Machine> = {
  resource: Machine,
  indexes: {
    [byProviderID]: (machine) => (machine.spec.providerID === undefined ? [] : [machine.spec.providerID]),
    [byNodeName]: (machine) => (machine.status?.nodeRef === undefined ? [] : [machine.status.nodeRef.name]),
    [byInlineDataSecret]: (machine) => [inlineDataSecretOf(machine)].filter((name) => name !== undefined),
    [byController]: (machine) => [controllerUid(machine)],
    [byReference]: (machine) =>
      [machine.spec.infrastructureRef, machine.spec.bootstrap.configRef].flatMap((reference) =>
        reference === undefined ? [] : [referenceValue(reference)],
      ),
  },
};

export const controllerUid = (object: DeepReadonly<KubernetesObject>): string =>
  object.metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid ?? 'none';

export const reads: readonly CacheScope[] = [machineScope as unknown as CacheScope, crdScope];

export const permissions: readonly Permission[] = [
  {
    group: 'cluster.x-k8s.io',
    resources: ['machines', 'machines/status', 'machines/finalizers'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  { group: 'cluster.x-k8s.io', resources: ['clusters', 'machinesets', 'machinedeployments'], verbs: ['get', 'list', 'watch'] },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'patch'] },
  ...['infrastructure', 'bootstrap', 'controlplane'].map((group) => ({
    group: `${group}.cluster.x-k8s.io`,
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const,
  })),
];

/** What a change of a Cluster, a set or a deployment has to be about before it matters to their Machines. */
const ofInterest = {
  cluster: (cluster: DeepReadonly<Cluster>) => [
    cluster.spec?.paused,
    cluster.metadata.deletionTimestamp,
    cluster.status?.initialization,
    isTrue(cluster.status?.conditions, 'ControlPlaneInitialized'),
  ],
  machineSet: (set: DeepReadonly<MachineSet>) => [
    set.metadata.annotations?.[annotations.revision],
    set.metadata.labels?.[labels.deploymentName],
    set.spec.template.spec,
  ],
  machineDeployment: (deployment: DeepReadonly<MachineDeployment>) => [
    deployment.metadata.annotations?.[annotations.revision],
    deployment.spec.template.spec,
    deployment.spec.rollout,
  ],
  node: (node: DeepReadonly<Node>) => [
    node.metadata.labels,
    node.metadata.annotations,
    node.metadata.deletionTimestamp,
    node.spec,
    node.status?.nodeInfo,
    node.status?.volumesAttached,
    // Without heartbeat times, which change all the time and say nothing new.
    node.status?.conditions?.map(({ type, status, reason, message }) => [type, status, reason, message]),
  ],
};

export const watches: readonly Watch[] = [
  crdArrivals(Machine),
  watch({
    resource: Cluster,
    when: changes<Cluster>(ofInterest.cluster),
    wakes: (cluster, cache) => ofCluster(Machine, keyOf(cluster), cache),
  }),
  watch({
    resource: Secret,
    when: changes<Secret>(({ metadata, data }) => [metadata.uid, metadata.ownerReferences, data]),
    wakes: ({ metadata }, cache) =>
      keysOf(cache, { namespace: metadata.namespace ?? '', index: { name: byInlineDataSecret, value: metadata.name } }),
  }),
  watch({
    resource: MachineSet,
    when: changes<MachineSet>(ofInterest.machineSet),
    wakes: (set, cache) =>
      keysOf(cache, { namespace: set.metadata.namespace ?? '', index: { name: byController, value: set.metadata.uid ?? '' } }),
  }),
  watch({
    resource: MachineDeployment,
    when: changes<MachineDeployment>(ofInterest.machineDeployment),
    wakes: (deployment, cache) =>
      keysOf(cache, { namespace: deployment.metadata.namespace ?? '', labels: { [labels.deploymentName]: deployment.metadata.name } }),
  }),
];

const keysOf = (cache: Cache, selection: Parameters<Cache['list']>[1]): readonly ObjectKey[] =>
  cache.list(Machine, selection).map((machine) => keyOf(machine));

/** Connections to workload clusters, and the Nodes in them. */
export const sources = ({ workloadClusters, runtime: { cache }, settings }: Wiring): readonly Source[] => [
  workloadClusters.changes({ silence: settings.remoteConditionsGrace, keysOf: (cluster) => ofCluster(Machine, cluster, cache) }),
  nodes(workloadClusters, cache),
];

const nodes = (workloadClusters: WorkloadClusters, cache: Cache): Source =>
  workloadClusters.objects<Node>({
    resource: Node,
    when: changes<Node>(ofInterest.node),
    wakes: (cluster, node) => {
      const find = (name: string, value: string): readonly DeepReadonly<Machine>[] =>
        cache
          .list(Machine, { ...(cluster.namespace === undefined ? {} : { namespace: cluster.namespace }), index: { name, value } })
          .filter((machine) => machine.spec.clusterName === cluster.name);
      const byName = find(byNodeName, node.metadata.name);
      return (byName.length > 0 ? byName : waiting(find, cluster, node, cache)).map((machine) => keyOf(machine));
    },
  });

/** Machines that a Node without a known name may belong to: by provider ID, else all that have none of their own yet. */
function waiting(
  find: (name: string, value: string) => readonly DeepReadonly<Machine>[],
  cluster: ObjectKey,
  node: DeepReadonly<Node>,
  cache: Cache,
): readonly DeepReadonly<Machine>[] {
  const providerID = node.spec?.providerID;
  if (providerID === undefined) return [];
  const known = find(byProviderID, providerID);
  if (known.length > 0) return known;
  return ofCluster(Machine, cluster, cache).flatMap((key) => {
    const machine = cache.get(Machine, key);
    return machine === undefined || machine.spec.providerID !== undefined ? [] : [machine];
  });
}
