import type { Cluster, Machine, Node } from '@capi/api';
import { instant, later, milliseconds, minutes, printInstant, type DeepReadonly, type Duration } from '@capi/seams';

import type { Observation, SeenBootstrap, SeenInfrastructure } from './observation.ts';

export const now = instant(1_767_225_600_000);
/** A moment before now, as the API prints it. */
export const ago = (duration: Duration): string => printInstant(later(now, milliseconds(0 - duration)));

const condition = (type: string, status: 'True' | 'False' = 'True') => ({
  type,
  status,
  reason: type,
  message: '',
  lastTransitionTime: ago(minutes(60)),
});

/** A Cluster that runs. */
export const aCluster = (
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): DeepReadonly<Cluster> =>
  ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Cluster',
    metadata: { name: 'demo', namespace: 'default', uid: 'cluster', ...parts.metadata },
    spec: { controlPlaneRef: { apiGroup: 'controlplane.cluster.x-k8s.io', kind: 'KubeadmControlPlane', name: 'demo' }, ...parts.spec },
    status: {
      initialization: { infrastructureProvisioned: true, controlPlaneInitialized: true },
      conditions: [condition('ControlPlaneInitialized')],
      ...parts.status,
    },
  }) as DeepReadonly<Cluster>;

/** A worker that was made an hour ago and has handed nothing over yet. */
export const aMachine = (
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): DeepReadonly<Machine> =>
  ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: {
      name: 'w-1',
      namespace: 'default',
      uid: 'machine',
      generation: 1,
      creationTimestamp: ago(minutes(60)),
      finalizers: ['machine.cluster.x-k8s.io'],
      labels: { 'cluster.x-k8s.io/cluster-name': 'demo', 'cluster.x-k8s.io/set-name': 'w' },
      ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'MachineSet', name: 'w', uid: 'set', controller: true }],
      ...parts.metadata,
    },
    spec: {
      clusterName: 'demo',
      version: 'v1.34.0',
      deletion: { nodeDeletionTimeoutSeconds: 10 },
      bootstrap: { configRef: { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfig', name: 'w-1' } },
      infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachine', name: 'w-1' },
      ...parts.spec,
    },
    ...(parts.status === undefined ? {} : { status: parts.status }),
  }) as DeepReadonly<Machine>;

const owned = {
  name: 'w-1',
  deleting: false,
  labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
  annotations: {},
  ownerReferences: [
    { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Machine', name: 'w-1', uid: 'machine', controller: true, blockOwnerDeletion: true },
  ],
};

/** A bootstrap config that belongs to the Machine and has not made its data. */
export const aBootstrap = (parts: Partial<SeenBootstrap> = {}): Observation['bootstrap'] => ({
  state: 'found',
  ...owned,
  dataSecretCreated: false,
  ready: { state: 'absent' },
  ...parts,
});

/** An infrastructure machine that belongs to the Machine and is not provisioned. */
export const anInfrastructure = (parts: Partial<SeenInfrastructure> = {}): Observation['infrastructure'] => ({
  state: 'found',
  ...owned,
  provisioned: false,
  interruptible: false,
  ready: { state: 'absent' },
  ...parts,
});

/** A Node that is Ready. */
export const aNode = (
  parts: { readonly metadata?: object; readonly spec?: object; readonly status?: object } = {},
): Observation['node'] => ({
  state: 'found',
  node: {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'w-1', ...parts.metadata },
    spec: { providerID: 'fake://w-1', ...parts.spec },
    status: {
      nodeInfo: { kubeletVersion: 'v1.34.0' },
      conditions: [condition('Ready'), ...['MemoryPressure', 'DiskPressure', 'PIDPressure'].map((type) => condition(type, 'False'))],
      ...parts.status,
    },
  } as DeepReadonly<Node>,
});

/** A Machine that waits for its providers, in a Cluster that runs. */
export const seenMachine = (parts: Partial<Observation> = {}): Observation => ({
  now,
  machine: aMachine(),
  cluster: aCluster(),
  bootstrap: aBootstrap(),
  infrastructure: anInfrastructure(),
  controlPlane: { state: 'found', deleting: false, externallyManaged: false },
  activeControlPlaneMachines: 1,
  workload: { connected: true, lastSuccess: now, consecutiveFailures: 0 },
  node: { state: 'unknown' },
  settings: { remoteConditionsGrace: minutes(5), syncLabels: [], syncAnnotations: [] },
  ...parts,
});

/** A Machine whose Node runs. */
export const runningMachine = (parts: Partial<Observation> = {}): Observation =>
  seenMachine({
    machine: aMachine({
      spec: { providerID: 'fake://w-1', bootstrap: { ...aMachine().spec.bootstrap, dataSecretName: 'w-1' } },
      status: {
        phase: 'Running',
        nodeRef: { name: 'w-1' },
        initialization: { bootstrapDataSecretCreated: true, infrastructureProvisioned: true },
      },
    }),
    bootstrap: aBootstrap({ dataSecretCreated: true, dataSecretName: 'w-1' }),
    infrastructure: anInfrastructure({ provisioned: true, providerID: 'fake://w-1' }),
    node: aNode(),
    ...parts,
  });

/** A Machine that is being deleted and whose Node is drained, with no volumes left. */
export const deletedMachine = (parts: Partial<Observation> = {}, metadata: object = {}): Observation => {
  const { machine } = runningMachine();
  return runningMachine({
    node: aNode({ spec: { unschedulable: true } }),
    pods: { state: 'seen', pods: [] },
    volumes: { state: 'seen', awaited: [] },
    machine: { ...machine, metadata: { ...machine.metadata, deletionTimestamp: ago(milliseconds(1000)), ...metadata } },
    ...parts,
  });
};
