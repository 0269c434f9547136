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

/** Conditions of a MachineDeployment. */
export const MachineDeploymentConditions = defineConditions({
  Available: {
    True: ['Available'],
    False: ['NotAvailable'],
    Unknown: ['WaitingForReplicasSet', 'WaitingForAvailableReplicasSet', 'InternalError'],
  },
  MachinesReady,
  MachinesUpToDate,
  RollingOut,
  ScalingUp,
  ScalingDown,
  Remediating,
  Deleting: { True: ['Deleting'], False: ['NotDeleting'], Unknown: ['InternalError'] },
  Paused,
});
