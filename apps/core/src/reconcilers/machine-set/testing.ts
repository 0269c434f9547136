import type { Machine, MachineSet } from '@capi/api';
import { minutes, type DeepReadonly } from '@capi/seams';

import { aCluster, ago, now } from '../machine/testing.ts';
import type { Observation, SeenCompanion, SeenMachine } from './observation.ts';

export { aCluster, ago } from '../machine/testing.ts';

const bootstrap = { apiGroup: 'bootstrap.cluster.x-k8s.io', kind: 'KubeadmConfigTemplate', name: 'demo' };
const infrastructure = { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevMachineTemplate', name: 'demo' };

/** A stand-alone set of one Machine. */
export const aSet = (
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): DeepReadonly<MachineSet> =>
  ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'MachineSet',
    metadata: {
      name: 'w',
      namespace: 'default',
      uid: 'set',
      generation: 1,
      creationTimestamp: ago(minutes(60)),
      finalizers: ['cluster.x-k8s.io/machineset'],
      labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
      ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'demo', uid: 'cluster' }],
      ...parts.metadata,
    },
    spec: {
      clusterName: 'demo',
      replicas: 1,
      selector: { matchLabels: { set: 'w' } },
      template: {
        metadata: { labels: { set: 'w' } },
        spec: { clusterName: 'demo', version: 'v1.34.0', bootstrap: { configRef: bootstrap }, infrastructureRef: infrastructure },
      },
      ...parts.spec,
    },
    status: { observedGeneration: 1, ...parts.status },
  }) as DeepReadonly<MachineSet>;

const condition = (type: string) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: ago(minutes(30)) });

/** A Machine of the set that runs. */
export const aMember = (
  name: string,
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): SeenMachine => ({
  machine: {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'Machine',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      creationTimestamp: ago(minutes(60)),
      labels: { set: 'w', 'cluster.x-k8s.io/cluster-name': 'demo', 'cluster.x-k8s.io/set-name': 'w' },
      ...parts.metadata,
    },
    spec: {
      clusterName: 'demo',
      version: 'v1.34.0',
      deletion: { nodeDeletionTimeoutSeconds: 10 },
      bootstrap: { configRef: { ...bootstrap, kind: 'KubeadmConfig', name } },
      infrastructureRef: { ...infrastructure, kind: 'DevMachine', name },
      ...parts.spec,
    },
    status: {
      nodeRef: { name },
      initialization: { bootstrapDataSecretCreated: true, infrastructureProvisioned: true },
      conditions: ['Ready', 'Available', 'UpToDate', 'NodeReady', 'NodeHealthy'].map(condition),
      deprecated: { v1beta1: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: ago(minutes(30)) }] } },
      ...parts.status,
    },
  } as DeepReadonly<Machine>,
  bootstrap: aCompanion(name),
  infrastructure: aCompanion(name),
});

/** A bootstrap config or infrastructure machine as the set made it. */
export const aCompanion = (name: string, parts: Partial<SeenCompanion> = {}): SeenMachine['bootstrap'] => ({
  state: 'found',
  name,
  deleting: false,
  labels: { set: 'w', 'cluster.x-k8s.io/cluster-name': 'demo', 'cluster.x-k8s.io/set-name': 'w' },
  annotations: { 'cluster.x-k8s.io/cloned-from-name': 'demo', 'cluster.x-k8s.io/cloned-from-groupkind': 'x' },
  ...parts,
});

const aTemplate = (reference: { readonly apiGroup: string; readonly kind: string; readonly name: string }) => ({
  state: 'found' as const,
  template: {
    apiVersion: `${reference.apiGroup}/v1beta2`,
    kind: reference.kind,
    metadata: {
      name: reference.name,
      ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'demo', uid: 'cluster' }],
    },
    spec: { template: { spec: { size: 'small' } } },
  },
});

/** A set that has what it wants: one Machine, unless `machineSet` says otherwise. */
export const seenSet = (parts: Partial<Observation> = {}): Observation => {
  const machineSet = parts.machineSet ?? parts.stored ?? aSet();
  return {
    now,
    stored: machineSet,
    machineSet,
    cluster: aCluster(),
    machines: [aMember('w-1')],
    orphans: [],
    templates: { bootstrap: aTemplate(bootstrap), infrastructure: aTemplate(infrastructure) },
    controlPlane: { state: 'found', name: 'demo', version: 'v1.34.0', provisioning: false, upgrading: false },
    mayHaveLeftovers: false,
    checks: ['ControlPlaneIsStable', 'KubernetesVersionSkew', 'KubeadmVersionSkew'],
    drawn: { suffixes: ['aaaaa', 'bbbbb', 'ccccc'] },
    ...parts,
  };
};
