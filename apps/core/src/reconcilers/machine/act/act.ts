import { unreachable } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/** Carries out a plan. Every line may be the last before a crash, and every line may run again. */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<void> {
  switch (plan.step) {
    case 'pause':
    case 'await-references':
      return;
    case 'tend':
      for (const adoption of plan.adopt) await actions.adopt(seen, adoption, signal);
      await actions.patchMachine(seen, plan.machine, signal);
      if (plan.node !== undefined) await actions.patchNode(seen, plan.node, signal);
      return;
    case 'delete':
      if (plan.remove !== undefined) await actions.remove(seen, plan.remove, signal);
      return actions.patchMachine(seen, plan.machine, signal);
    default:
      return unreachable(plan);
  }
}
