import { defineConditions } from '../schema/define-conditions.ts';
import { Paused, Ready } from '../shapes/condition-reasons.ts';

const waiting = ['WaitingForClusterInfrastructureReady', 'WaitingForControlPlaneInitialized', 'WaitingForBootstrapData'] as const;

/** Conditions of a DockerCluster or DevCluster; the in-memory backend reports Paused alone. */
export const DevClusterConditions = defineConditions({
  LoadBalancerAvailable: { True: ['Available'], False: ['NotAvailable', 'Deleting'] },
  Ready,
  Paused,
});

/** Conditions of a DockerMachine, and of a DevMachine on the docker backend. */
export const DockerMachineConditions = defineConditions({
  ContainerProvisioned: { True: ['Provisioned'], False: [...waiting, 'NotProvisioned', 'Deleting'] },
  CGroupsReady: { True: ['Ready'], False: ['WaitingForContainer', 'NotReady'], Unknown: ['InternalError'] },
  PreLoadedImagesReady: { True: ['Ready'], False: ['WaitingForContainer', 'WaitingForCGroups', 'NotReady'], Unknown: ['InternalError'] },
  BootstrapCompleted: {
    True: ['Completed'],
    False: ['WaitingForContainer', 'WaitingForCGroups', 'WaitingForPreloadedImages', 'NotReady', 'NotCompleted', 'Failed'],
    Unknown: ['InternalError'],
  },
  Ready,
  Paused,
});

const afterNode = {
  True: ['Provisioned'],
  False: ['WaitingForVMProvisioned', 'WaitingForNodeProvisioned', 'WaitingForStartupTimeout'],
  Unknown: ['InternalError'],
} as const;

/** Conditions of a DevMachine on the in-memory backend; those of etcd and the API server on control-plane machines only. */
export const InMemoryMachineConditions = defineConditions({
  VMProvisioned: { True: ['Provisioned'], False: [...waiting, 'WaitingForStartupTimeout'], Unknown: ['InternalError'] },
  NodeProvisioned: {
    True: ['Provisioned'],
    // BootstrapFailed is ours: upstream's simulated machines do not read their bootstrap data.
    False: ['WaitingForVMProvisioned', 'WaitingForStartupTimeout', 'BootstrapFailed'],
    Unknown: ['InternalError'],
  },
  EtcdProvisioned: afterNode,
  APIServerProvisioned: afterNode,
  Ready,
  Paused,
});
