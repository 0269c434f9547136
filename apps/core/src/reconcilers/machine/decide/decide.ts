import type { Observation } from '../observation.ts';
import { awaitReferences } from './await-references.ts';
import { deletion } from './deletion/deletion.ts';
import { pause } from './pause.ts';
import type { Plan, Rule } from './plan.ts';
import { tend } from './tend.ts';

/** In this order: a paused Machine is left alone even when it is being deleted. */
export const rules: readonly Rule[] = [pause, deletion, awaitReferences];

/** What to do about a Machine, given all that was seen. */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return tend(seen);
}
