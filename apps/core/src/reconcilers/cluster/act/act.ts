import { unreachable } from '@capi/seams';

import type { Plan, Step } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/** Carries out a plan; whether anything was written. Every line may be the last before a crash, and every line may run again. */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  if (plan.kind === 'pause') return false;
  const isPatched = await actions.patchCluster(seen, plan.cluster, signal);
  for (const adoption of plan.adopt) await actions.adopt(seen, adoption, signal);
  const isMoved = await take(plan.next, seen, actions, signal);
  return isPatched || isMoved || plan.adopt.length > 0;
}

async function take(next: Step, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  switch (next.step) {
    case 'rest':
      return false;
    case 'create-kubeconfig':
      await actions.createKubeconfig(seen, signal);
      return true;
    case 'delete':
      for (const child of next.children) await actions.deleteChild(seen, child, signal);
      if (next.remove !== undefined) await actions.remove(seen, next.remove, signal);
      return next.children.length > 0 || next.remove !== undefined;
    default:
      return unreachable(next);
  }
}
