import { unreachable } from '@capi/seams';

import type { Plan, Step } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import type { Actions } from './actions.ts';

/** Carries out a plan; whether anything was written. Every line may be the last before a crash, and every line may run again. */
export async function act(plan: Plan, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  if (plan.kind === 'pause') return false;
  const isPatched = await actions.patchDeployment(seen, plan.deployment, signal);
  for (const adoption of plan.templates) await actions.adoptTemplate(seen, adoption, signal);
  const isMoved = await take(plan.next, seen, actions, signal);
  return isPatched || isMoved || plan.templates.length > 0;
}

async function take(next: Step, seen: Observation, actions: Actions, signal: AbortSignal): Promise<boolean> {
  switch (next.step) {
    case 'rest':
    case 'wait':
    case 'release': // Done with the deployment's own patch, which takes the finalizer away.
      return false;
    case 'adopt':
      for (const name of next.names) await actions.adoptSet(seen, name, signal);
      return true;
    case 'apply':
      for (const applied of next.sets) await actions.applySet(seen, applied, signal);
      return true;
    case 'delete':
      for (const name of next.names) await actions.deleteSet(seen, name, signal);
      return true;
    default:
      return unreachable(next);
  }
}
