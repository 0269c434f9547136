import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused } from '../../shapes/condition-reasons.ts';

/** Conditions of a MachineHealthCheck; what it puts on Machines is in MachineHealthConditions. */
export const MachineHealthCheckConditions = defineConditions({
  RemediationAllowed: { True: ['RemediationAllowed'], False: ['TooManyUnhealthy'] },
  Paused,
});
