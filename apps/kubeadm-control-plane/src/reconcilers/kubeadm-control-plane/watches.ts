import {
  Cluster,
  CustomResourceDefinition,
  keyOf,
  KubeadmConfig,
  KubeadmControlPlane,
  labels,
  Machine,
  Node,
  Pod,
  Secret,
  type KubernetesObject,
  type ObjectKey,
  type UnstructuredObject,
} from '@capi/api';
import { watch, type Cache, type Change, type Permission, type Source, type Watch } from '@capi/controller-runtime';
import type { DeepReadonly, Duration } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import { controlPlaneRole } from './health/node-marks.ts';
import { asScope, componentPods, scopes } from './scopes.ts';

/** What is read and written, for RBAC. Narrower where upstream asks for every resource of a group would break other providers. */
export const permissions: readonly Permission[] = [
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  { group: '', resources: ['events'], verbs: ['create', 'patch'] },
  { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions'], verbs: ['get', 'list', 'watch'] },
  {
    group: 'bootstrap.cluster.x-k8s.io',
    resources: ['kubeadmconfigs'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  {
    group: 'controlplane.cluster.x-k8s.io',
    resources: ['kubeadmcontrolplanes', 'kubeadmcontrolplanes/status', 'kubeadmcontrolplanes/finalizers'],
    verbs: ['get', 'list', 'watch', 'update', 'patch'],
  },
  // Machines and their templates may be of any infrastructure.
  {
    group: 'infrastructure.cluster.x-k8s.io',
    resources: ['*'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
  { group: 'cluster.x-k8s.io', resources: ['clusters'], verbs: ['get', 'list', 'watch'] },
  {
    group: 'cluster.x-k8s.io',
    resources: ['machines', 'machines/status'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  },
];

export const reads = [scopes.clusters, scopes.machines, scopes.configs, scopes.secrets, scopes.definitions].map((scope) =>
  asScope(scope as never),
);

/** What wakes a control plane: its Machines, its Cluster, its configs, its Secrets, and the coming of its infrastructure's kinds. */
export const watches: readonly Watch[] = [
  watch<Machine>({ resource: Machine, when: countsForMachine, wakes: controlPlanesOfMachine }),
  watch<Cluster>({ resource: Cluster, when: countsForCluster, wakes: controlPlanesOfCluster }),
  watch<KubeadmConfig>({ resource: KubeadmConfig, when: changedBesideStatus, wakes: controlPlanesOfPart }),
  watch<Secret>({ resource: Secret, wakes: (secret) => ownersOf(secret) }),
  watch<CustomResourceDefinition>({ resource: CustomResourceDefinition, when: changedBesideStatus, wakes: controlPlanesOfKind }),
];

/** Of a worker only its coming and going counts; of a control-plane Machine everything. */
function countsForMachine({ before, after }: Change<Machine>): boolean {
  const isWorker = (after ?? before)?.metadata.labels?.[labels.controlPlane] === undefined;
  return !isWorker || before === undefined || after === undefined;
}

function countsForCluster({ before, after, replay }: Change<Cluster>): boolean {
  if (replay || before === undefined || after === undefined) return true;
  const facts = (cluster: DeepReadonly<Cluster>): string =>
    JSON.stringify([
      cluster.spec?.paused,
      cluster.spec?.controlPlaneEndpoint,
      cluster.status?.initialization?.infrastructureProvisioned,
      cluster.status?.failureDomains,
      cluster.metadata.deletionTimestamp,
    ]);
  return facts(before) !== facts(after);
}

function changedBesideStatus({ before, after }: Change): boolean {
  if (before === undefined || after === undefined) return true;
  const facts = ({ metadata }: DeepReadonly<KubernetesObject>): string =>
    JSON.stringify([metadata.generation, metadata.labels, metadata.annotations]);
  return facts(before) !== facts(after);
}

function controlPlanesOfMachine(machine: DeepReadonly<Machine>, cache: Cache): readonly ObjectKey[] {
  const owners = ownersOf(machine);
  const cluster = machine.metadata.labels?.[labels.clusterName];
  // Workers hold up the deletion of the control plane, so it is told when they go.
  return owners.length > 0 || cluster === undefined ? owners : controlPlanesOfClusterNamed(cluster, machine, cache);
}

function controlPlanesOfPart(part: DeepReadonly<KubernetesObject>, cache: Cache): readonly ObjectKey[] {
  const cluster = part.metadata.labels?.[labels.clusterName];
  return cluster === undefined ? [] : controlPlanesOfClusterNamed(cluster, part, cache);
}

function controlPlanesOfClusterNamed(name: string, near: DeepReadonly<KubernetesObject>, cache: Cache): readonly ObjectKey[] {
  const { namespace } = near.metadata;
  const cluster = namespace === undefined ? undefined : cache.get(Cluster, { namespace, name });
  return cluster === undefined ? [] : controlPlanesOfCluster(cluster);
}

/** The control plane that a Cluster refers to, when it is of our kind. */
function controlPlanesOfCluster({ spec, metadata }: DeepReadonly<Cluster>): readonly ObjectKey[] {
  const reference = spec?.controlPlaneRef;
  const { namespace } = metadata;
  return reference?.kind === KubeadmControlPlane.kind && namespace !== undefined ? [{ namespace, name: reference.name }] : [];
}

/** Control planes whose Machines are made from this infrastructure template. */
export function controlPlanesOfTemplate(template: DeepReadonly<UnstructuredObject>, cache: Cache): readonly ObjectKey[] {
  const { namespace, name } = template.metadata;
  if (namespace === undefined) return [];
  return cache
    .list(KubeadmControlPlane, { namespace })
    .filter(({ spec }) => {
      const reference = spec.machineTemplate.spec.infrastructureRef;
      return reference.name === name && reference.kind === template.kind;
    })
    .map(({ metadata }) => ({ namespace, name: metadata.name }));
}

/** Control planes whose infrastructure is of the group of this kind: a provider may be installed after they were created. */
function controlPlanesOfKind({ metadata }: DeepReadonly<CustomResourceDefinition>, cache: Cache): readonly ObjectKey[] {
  const group = metadata.name.slice(metadata.name.indexOf('.') + 1);
  return cache
    .list(KubeadmControlPlane)
    .filter(({ spec }) => spec.machineTemplate.spec.infrastructureRef.apiGroup === group)
    .map(keyOf);
}

function ownersOf(object: DeepReadonly<KubernetesObject>): readonly ObjectKey[] {
  const { namespace, ownerReferences = [] } = object.metadata;
  if (namespace === undefined) return [];
  return ownerReferences
    .filter((owner) => owner.controller === true && owner.kind === KubeadmControlPlane.kind)
    .map(({ name }) => ({ namespace, name }));
}

/** What the workload clusters tell: that they connect, and how their control-plane Nodes and pods are doing. */
export function workloadSources(workloadClusters: WorkloadClusters, cache: Cache, silence: Duration): readonly Source[] {
  const wakes = (key: ObjectKey): readonly ObjectKey[] => {
    const cluster = cache.get(Cluster, key);
    return cluster === undefined ? [] : controlPlanesOfCluster(cluster);
  };
  return [
    workloadClusters.changes({ silence, keysOf: wakes }),
    workloadClusters.objects<Node>({ resource: Node, when: nodeChanged, wakes }),
    workloadClusters.objects<Pod>({ resource: Pod, scope: componentPods, when: podChanged, wakes }),
  ];
}

/** Heartbeats do not count, and neither do the Nodes of workers. */
function nodeChanged({ before, after }: Change<Node>): boolean {
  const isControlPlane = [before, after].some((node) => node?.metadata.labels?.[controlPlaneRole] !== undefined);
  if (!isControlPlane || before === undefined || after === undefined) return isControlPlane;
  const facts = (node: DeepReadonly<Node>): string =>
    JSON.stringify([
      node.metadata.labels?.[controlPlaneRole],
      node.spec,
      node.status?.conditions?.map(({ type, status }) => [type, status]),
    ]);
  return facts(before) !== facts(after);
}

function podChanged({ before, after }: Change<Pod>): boolean {
  if (before === undefined || after === undefined) return true;
  const facts = ({ status }: DeepReadonly<Pod>): string =>
    JSON.stringify([
      status?.phase,
      status?.conditions?.map((condition) => [condition.type, condition.status]),
      status?.containerStatuses?.map(({ state }) => Object.keys(state ?? {})),
    ]);
  return facts(before) !== facts(after);
}
