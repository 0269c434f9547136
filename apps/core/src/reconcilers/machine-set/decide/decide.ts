import { templateAdoptions } from '../../../external/template-adoptions.ts';
import { isPaused } from '../../../pausing.ts';
import type { Observation } from '../observation.ts';
import { adopt } from './adopt.ts';
import { deletion } from './deletion.ts';
import { desiredMachineSet } from './desired-machine-set.ts';
import { finishHalfMade } from './finish-half-made.ts';
import { isDeploymentChild } from './ownership.ts';
import type { Plan, Rule, Step } from './plan.ts';
import { scaleDown } from './scale-down.ts';
import { scaleUp } from './scale-up.ts';
import { syncCompanions, syncMachines } from './sync-in-place.ts';

/** The order is behaviour: what a crash left is finished before anything new is made. */
export const rules: readonly Rule[] = [deletion, adopt, finishHalfMade, scaleUp, scaleDown];

/** What to do about a MachineSet, given all that was seen. */
export function decide(seen: Observation): Plan {
  if (isPaused(seen.stored, seen.cluster)) return { kind: 'pause' };
  const next = nextStep(seen);
  const isDeleting = seen.stored.metadata.deletionTimestamp !== undefined;
  return {
    kind: 'tend',
    machineSet: desiredMachineSet(seen, next),
    // The deployment looks after the templates of its sets.
    templates: isDeleting || isDeploymentChild(seen) ? [] : templateAdoptions(seen.templates, seen.cluster),
    sync: isDeleting ? [] : syncMachines(seen),
    syncCompanions: isDeleting ? [] : syncCompanions(seen),
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
