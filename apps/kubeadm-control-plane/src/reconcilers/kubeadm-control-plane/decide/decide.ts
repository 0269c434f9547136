import type { Observation } from '../observation.ts';
import { deletion } from './deletion.ts';
import { finishHalfMade } from './finish-half-made.ts';
import type { Plan, Rule } from './plan.ts';
import { propagate } from './propagate.ts';
import { release } from './release.ts';
import { remediate } from './remediate.ts';
import { rollOut } from './roll-out.ts';
import { initialize, scale } from './scale.ts';
import {
  certificates,
  claim,
  endpoint,
  foreignMachines,
  infrastructure,
  kubeconfig,
  ownTemplate,
  paused,
  template,
  workloadReachable,
} from './set-up.ts';
import { strayMembers } from './stray-members.ts';
import { addons, certificateExpiry } from './upkeep.ts';

/** The order is behaviour: set-up before Machines, finishing before starting, releasing before replacing, the unhealthy before the outdated, replacing before scaling. */
export const rules: readonly Rule[] = [
  paused,
  deletion,
  claim,
  foreignMachines,
  ownTemplate,
  infrastructure,
  certificates,
  endpoint,
  kubeconfig,
  finishHalfMade,
  propagate,
  strayMembers,
  release,
  workloadReachable,
  remediate,
  template,
  rollOut,
  initialize,
  scale,
  addons,
  certificateExpiry,
];

/** What to do next, from nothing but what was seen. */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
