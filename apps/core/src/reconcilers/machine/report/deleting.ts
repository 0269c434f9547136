import { MachineConditions, type Verdict } from '@capi/api';
import { describeDrain, describeVolumes } from '@capi/drain';

import type { Deletion, Plan } from '../decide/plan.ts';
import { progressWith } from '../drain-progress.ts';
import type { Observation } from '../observation.ts';

/** How far deletion has come, and what it waits for. */
export function deleting(seen: Observation, plan: Plan): Verdict<'Deleting'> {
  if (plan.step !== 'delete') return MachineConditions.verdict('Deleting', 'False', 'NotDeleting');
  return MachineConditions.verdict('Deleting', 'True', plan.stage, messageOf(seen, plan));
}

function messageOf(seen: Observation, plan: Deletion): string {
  const { began } = progressWith(seen, plan);
  if (plan.drain !== undefined) return describeDrain(plan.drain, began.drain ?? seen.now);
  if (plan.volumes !== undefined) return describeVolumes(plan.volumes, began['volume-detach'] ?? seen.now);
  return plan.waitingFor === '' ? '' : `Waiting for ${plan.waitingFor}`;
}
