import { ClusterConditions, type Verdict } from '@capi/api';

import type { Plan } from '../decide/plan.ts';

/** How far deletion has come, and what it waits for. */
export function deleting(plan: Plan): Verdict<'Deleting'> {
  if (plan.kind !== 'tend' || plan.next.step !== 'delete') return ClusterConditions.verdict('Deleting', 'False', 'NotDeleting');
  return ClusterConditions.verdict('Deleting', 'True', plan.next.stage, plan.next.waitingFor.map((line) => `* ${line}`).join('\n'));
}
