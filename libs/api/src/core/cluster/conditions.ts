import { defineConditions } from '../../schema/define-conditions.ts';
import { MachinesReady, MachinesUpToDate, Paused, Remediating } from '../../shapes/condition-reasons.ts';

/** Conditions that the Cluster controller reports. Mirrors of provider conditions carry the provider's reasons instead. */
export const ClusterConditions = defineConditions({
  Available: { True: ['Available'], False: ['NotAvailable'], Unknown: ['AvailableUnknown', 'InternalError'] },
  RemoteConnectionProbe: { True: ['ProbeSucceeded'], False: ['ProbeFailed'] },
  InfrastructureReady: {
    True: ['Ready'],
    False: ['NotReady', 'ObjectDoesNotExist', 'ObjectDeleted'],
    Unknown: ['InvalidConditionReported', 'InternalError'],
  },
  ControlPlaneAvailable: {
    True: ['Available'],
    False: ['NotAvailable', 'ObjectDoesNotExist', 'ObjectDeleted'],
    Unknown: ['InvalidConditionReported', 'InternalError'],
  },
  ControlPlaneInitialized: { True: ['Initialized'], False: ['NotInitialized'], Unknown: ['ObjectDoesNotExist', 'InternalError'] },
  WorkersAvailable: { True: ['Available', 'NoWorkers'], False: ['NotAvailable'], Unknown: ['AvailableUnknown', 'InternalError'] },
  ControlPlaneMachinesReady: MachinesReady,
  WorkerMachinesReady: MachinesReady,
  ControlPlaneMachinesUpToDate: MachinesUpToDate,
  WorkerMachinesUpToDate: MachinesUpToDate,
  RollingOut: { True: ['RollingOut'], False: ['NotRollingOut'], Unknown: ['RollingOutUnknown', 'InternalError'] },
  ScalingUp: { True: ['ScalingUp'], False: ['NotScalingUp'], Unknown: ['ScalingUpUnknown', 'InternalError'] },
  ScalingDown: { True: ['ScalingDown'], False: ['NotScalingDown'], Unknown: ['ScalingDownUnknown', 'InternalError'] },
  Remediating,
  Deleting: {
    True: [
      'WaitingForBeforeDeleteHook',
      'WaitingForWorkersDeletion',
      'WaitingForControlPlaneDeletion',
      'WaitingForInfrastructureDeletion',
      'DeletionCompleted',
      'InternalError',
    ],
    False: ['NotDeleting'],
  },
  Paused,
});
