import { unreachable } from '@capi/seams';

import type { Plan, Step } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/** Carries out a plan. Every line may be the last before a crash, and every line may run again. */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<void> {
  if (plan.kind === 'pause') return;
  await actions.patchCluster(seen, plan.cluster, signal);
  for (const adoption of plan.adopt) await actions.adopt(seen, adoption, signal);
  await take(plan.next, seen, actions, signal);
}

async function take(next: Step, seen: Observation, actions: Actions, signal: AbortSignal): Promise<void> {
  switch (next.step) {
    case 'rest':
      return;
    case 'create-kubeconfig':
      return actions.createKubeconfig(seen, signal);
    case 'delete':
      for (const child of next.children) await actions.deleteChild(seen, child, signal);
      if (next.remove !== undefined) await actions.remove(seen, next.remove, signal);
      return;
    default:
      return unreachable(next);
  }
}
