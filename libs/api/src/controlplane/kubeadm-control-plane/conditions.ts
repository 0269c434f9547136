import { defineConditions } from '../../schema/define-conditions.ts';
import {
  MachinesReady,
  MachinesUpToDate,
  Paused,
  Remediating,
  RollingOut,
  ScalingDown,
  ScalingUp,
} from '../../shapes/condition-reasons.ts';

const health = { True: ['Healthy'], False: ['NotHealthy'], Unknown: ['HealthUnknown', 'InspectionFailed', 'ConnectionDown'] } as const;

/** Conditions of a KubeadmControlPlane. */
export const KcpConditions = defineConditions({
  Available: { True: ['Available'], False: ['NotAvailable'], Unknown: ['InspectionFailed'] },
  CertificatesAvailable: { True: ['Available'], False: ['NotAvailable'], Unknown: ['InternalError'] },
  Initialized: { True: ['Initialized'], False: ['NotInitialized'] },
  EtcdClusterHealthy: health,
  ControlPlaneComponentsHealthy: health,
  MachinesReady,
  MachinesUpToDate,
  RollingOut,
  ScalingUp,
  ScalingDown,
  Remediating,
  Deleting: {
    True: ['WaitingForWorkersDeletion', 'WaitingForMachineDeletion', 'DeletionCompleted', 'InternalError'],
    False: ['NotDeleting'],
  },
  Paused,
});

const unreachable = ['InspectionFailed', 'ConnectionDown'] as const;
const podHealth = { True: ['Running'], False: ['Provisioning', 'DoesNotExist', 'Failed', 'Deleting'], Unknown: unreachable } as const;

/** Conditions that a KubeadmControlPlane reports on its Machines. */
export const KcpMachineConditions = defineConditions({
  UpToDate: { True: ['UpToDate'], False: ['NotUpToDate', 'Updating'] },
  APIServerPodHealthy: podHealth,
  ControllerManagerPodHealthy: podHealth,
  SchedulerPodHealthy: podHealth,
  EtcdPodHealthy: podHealth,
  EtcdMemberHealthy: { True: ['Healthy'], False: ['NotHealthy', 'Deleting'], Unknown: unreachable },
  NodeKubeadmLabelsAndTaintsSet: { True: ['Set'], False: ['NotSet', 'Deleting'], Unknown: unreachable },
  OwnerRemediated: { False: ['RemediationDeferred', 'CannotBeRemediated', 'MachineDeleting', 'InternalError'] },
});
