import { MachineConditions, type Verdict } from '@capi/api';

import type { Plan } from '../decide/plan.ts';

/** How far deletion has come, and what it waits for. */
export function deleting(plan: Plan): Verdict<'Deleting'> {
  if (plan.step !== 'delete') return MachineConditions.verdict('Deleting', 'False', 'NotDeleting');
  return MachineConditions.verdict('Deleting', 'True', plan.stage, plan.waitingFor === '' ? '' : `Waiting for ${plan.waitingFor}`);
}
