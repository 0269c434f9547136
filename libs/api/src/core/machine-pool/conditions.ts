import { defineConditions } from '../../schema/define-conditions.ts';
import { Paused } from '../../shapes/condition-reasons.ts';

/** Conditions of a MachinePool. */
export const MachinePoolConditions = defineConditions({ Paused });
