import type { Observation } from '../observation.ts';
import { clean } from './clean.ts';
import { finish } from './finish.ts';
import { forgetVersions } from './forget-versions.ts';
import type { Plan, Rule } from './plan.ts';
import { rewrite } from './rewrite.ts';

/** Done already for this very CRD. */
const done: Rule = ({ definition }) => (definition.migratedGeneration === String(definition.generation) ? { step: 'rest' } : undefined);

// Old versions are forgotten only after everything was rewritten, and a migration counts as done only when nothing is left.
const rules: readonly Rule[] = [done, rewrite, forgetVersions, clean, finish];

/**
 * What to do next. Every step leaves behind what makes the next one due, so a process may end between any two of them.
 * @see upstream v1.14.0 controllers/crdmigrator (behaviour)
 */
export function decide(seen: Observation): Plan {
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
