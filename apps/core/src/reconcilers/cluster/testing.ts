import type { Machine, MachineDeployment } from '@capi/api';
import { seconds, type DeepReadonly } from '@capi/seams';

import { aMember } from '../machine-set/testing.ts';
import { aCluster as aRunningCluster, ago, now } from '../machine/testing.ts';
import type { Observation, SeenControlPlane, SeenInfrastructure } from './observation.ts';

export { ago, now } from '../machine/testing.ts';

/** A Cluster that refers to infrastructure and a control plane, and has said nothing yet. */
export const aCluster = (
  parts: { readonly spec?: object; readonly status?: object; readonly metadata?: object } = {},
): Observation['cluster'] =>
  ({
    ...aRunningCluster({
      metadata: { generation: 1, finalizers: ['cluster.cluster.x-k8s.io'], ...parts.metadata },
      spec: { infrastructureRef: { apiGroup: 'infrastructure.cluster.x-k8s.io', kind: 'DevCluster', name: 'demo' }, ...parts.spec },
    }),
    status: parts.status ?? {},
  }) as Observation['cluster'];

const owned = {
  name: 'demo',
  deleting: false,
  labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
  ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'demo', uid: 'cluster' }],
};

export const anInfrastructure = (parts: Partial<SeenInfrastructure> = {}): Observation['infrastructure'] => ({
  state: 'found',
  ...owned,
  provisioned: true,
  endpoint: { host: 'a.example', port: 6443 },
  failureDomains: [],
  ready: { state: 'absent' },
  ...parts,
});

export const aControlPlane = (parts: Partial<SeenControlPlane> = {}): Observation['controlPlane'] => ({
  state: 'found',
  ...owned,
  initialized: true,
  counters: { desiredReplicas: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1, upToDateReplicas: 1 },
  available: { state: 'found', condition: { type: 'Available', status: 'True', reason: 'Available' } },
  ready: { state: 'absent' },
  moving: [],
  ...parts,
});

/** A deployment of workers that is available. */
export const workers = (status: object = {}): DeepReadonly<MachineDeployment> =>
  ({
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'MachineDeployment',
    metadata: { name: 'md', namespace: 'default', ownerReferences: owned.ownerReferences },
    spec: { clusterName: 'demo', replicas: 3 },
    status: {
      replicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      upToDateReplicas: 3,
      versions: [{ version: 'v1.34.0', replicas: 3 }],
      conditions: ['Available', 'RollingOut', 'ScalingUp', 'ScalingDown'].map((type) => ({
        type,
        status: type === 'Available' ? 'True' : 'False',
        reason: type,
        message: '',
        lastTransitionTime: ago(seconds(60)),
      })),
      ...status,
    },
  }) as unknown as DeepReadonly<MachineDeployment>;

/** A Machine that carries the Cluster's name. */
export const aWorker = (name: string): DeepReadonly<Machine> => aMember(name).machine;

/** A Cluster whose providers are done. */
export const seenCluster = (parts: Partial<Observation> = {}): Observation => ({
  now,
  cluster: aCluster(),
  infrastructure: anInfrastructure(),
  controlPlane: aControlPlane(),
  descendants: { machineDeployments: [workers()], machineSets: [], controlPlaneMachines: [], workerMachines: [] },
  workload: { connected: true, lastSuccess: now, consecutiveFailures: 0 },
  kubeconfig: 'not-ours',
  remoteConnectionGrace: seconds(50),
  ...parts,
});
