import { unreachable } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/** Carries out a plan; whether anything was written. Every line may be the last before a crash, and every line may run again. */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  switch (plan.step) {
    case 'pause':
    case 'await-references':
      return false;
    case 'tend': {
      if (plan.keepInlineData !== undefined) await actions.keepInlineData(seen, plan.keepInlineData, signal);
      for (const adoption of plan.adopt) await actions.adopt(seen, adoption, signal);
      const isPatched = await actions.patchMachine(seen, plan.machine, signal);
      const isNodePatched = plan.node !== undefined && (await actions.patchNode(seen, plan.node, signal));
      return plan.keepInlineData !== undefined || plan.adopt.length > 0 || isPatched || isNodePatched;
    }
    case 'delete': {
      const isNodeTouched = await actions.vacate(seen, plan, signal);
      if (plan.remove !== undefined) await actions.remove(seen, plan.remove, signal);
      const isPatched = await actions.patchMachine(seen, plan.machine, signal);
      return isNodeTouched || plan.remove !== undefined || isPatched;
    }
    default:
      return unreachable(plan);
  }
}
