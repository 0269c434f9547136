import { templateAdoptions } from '../../../external/template-adoptions.ts';
import { isPaused } from '../../../pausing.ts';
import type { Observation } from '../observation.ts';
import { adopt } from './adopt.ts';
import { deletion } from './deletion.ts';
import { desiredDeployment } from './desired-deployment.ts';
import type { Plan, Rule, Step } from './plan.ts';
import { removeOldSets } from './remove-old-sets.ts';
import { rollOut } from './roll-out.ts';

/** The order is behaviour: what belongs to the deployment is settled before it is counted, and old sets go last. */
export const rules: readonly Rule[] = [deletion, adopt, rollOut, removeOldSets];

/** What to do about a MachineDeployment, given all that was seen. */
export function decide(seen: Observation): Plan {
  if (isPaused(seen.stored, seen.cluster)) return { kind: 'pause' };
  const isDeleting = seen.stored.metadata.deletionTimestamp !== undefined;
  const next = nextStep(seen);
  return {
    kind: 'tend',
    deployment: desiredDeployment(seen, next),
    templates: isDeleting ? [] : templateAdoptions(seen.templates, seen.cluster),
    next,
  };
}

function nextStep(seen: Observation): Step {
  for (const rule of rules) {
    const step = rule(seen);
    if (step !== undefined) return step;
  }
  return { step: 'rest' };
}
