import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused, Ready } from '../../shapes/condition-reasons.ts';

const reported = {
  False: ['NotReady', 'ObjectDoesNotExist', 'ObjectDeleted'],
  Unknown: ['InvalidConditionReported', 'InternalError'],
} as const;

/** Conditions that the Machine controller reports. Mirrors of provider conditions carry the provider's reasons instead. */
export const MachineConditions = defineConditions({
  Available: { True: ['Available'], False: ['NotReady', 'WaitingForMinReadySeconds'], Unknown: ['InternalError'] },
  Ready,
  UpToDate: { True: ['UpToDate'], False: ['NotUpToDate', 'Updating'] },
  BootstrapConfigReady: { True: ['Ready', 'DataSecretProvided'], ...reported },
  InfrastructureReady: { True: ['Ready'], ...reported },
  NodeReady: {
    True: ['NodeReady'],
    False: ['NodeNotReady', 'NodeDeleted'],
    Unknown: ['NodeReadyUnknown', 'NodeDoesNotExist', 'InspectionFailed', 'ConnectionDown', 'InternalError'],
  },
  NodeHealthy: {
    True: ['NodeHealthy'],
    False: ['NodeNotHealthy', 'NodeDeleted'],
    Unknown: ['NodeHealthyUnknown', 'NodeDoesNotExist', 'InspectionFailed', 'ConnectionDown', 'InternalError'],
  },
  Updating: { True: ['InPlaceUpdating', 'InPlaceUpdateFailed'], False: ['NotUpdating'] },
  Deleting: {
    True: [
      'Deleting',
      'WaitingForPreDrainHook',
      'DrainingNode',
      'WaitingForVolumeDetach',
      'WaitingForPreTerminateHook',
      'WaitingForInfrastructureDeletion',
      'WaitingForBootstrapDeletion',
      'DeletingNode',
      'DeletionCompleted',
      'InternalError',
    ],
    False: ['NotDeleting'],
  },
  Paused,
});

/** Conditions that health checks, and the owners that act on them, put on a Machine. */
export const MachineHealthConditions = defineConditions({
  HealthCheckSucceeded: {
    True: ['HealthCheckSucceeded'],
    False: ['NodeDeleted', 'NodeStartupTimeout', 'UnhealthyNode', 'UnhealthyMachine', 'HasRemediateAnnotation'],
  },
  OwnerRemediated: {
    False: ['WaitingForRemediation', 'RemediationDeferred', 'CannotBeRemediated', 'MachineDeleting', 'InternalError'],
  },
  ExternallyRemediated: { False: ['WaitingForRemediation', 'RemediationTemplateNotFound', 'RemediationRequestCreationFailed'] },
});
