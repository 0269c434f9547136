import { defineConditions } from '../../schema/define-conditions.ts';
import { MachinesReady, MachinesUpToDate, Paused, Remediating, ScalingDown, ScalingUp } from '../../shapes/condition-reasons.ts';

/** Conditions of a MachineSet. */
export const MachineSetConditions = defineConditions({
  ScalingUp,
  ScalingDown,
  MachinesReady,
  MachinesUpToDate,
  Remediating,
  Deleting: { True: ['Deleting'], False: ['NotDeleting'], Unknown: ['InternalError'] },
  Paused,
});
