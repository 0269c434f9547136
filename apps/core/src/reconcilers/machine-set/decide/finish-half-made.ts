import type { Observation, SeenMachine } from '../observation.ts';
import { missingTemplates } from './missing-templates.ts';
import { companionsOf } from './new-machine.ts';
import type { HalfMade, Rule } from './plan.ts';

/**
 * A Machine is made first and what it refers to after it. A Machine without one of them, that never had it, is what a crash in
 * between leaves: the rest is made now.
 */
export const finishHalfMade: Rule = (seen) => {
  if (missingTemplates(seen).length > 0) return undefined;
  const machines = seen.machines.flatMap((made) => halfMade(seen, made));
  return machines.length === 0 ? undefined : { step: 'finish', machines };
};

function halfMade(seen: Observation, { machine, bootstrap, infrastructure }: SeenMachine): readonly HalfMade[] {
  const done = machine.status?.initialization;
  const lacks = {
    bootstrap:
      bootstrap.state === 'missing' && done?.bootstrapDataSecretCreated !== true && (machine.spec.bootstrap.dataSecretName ?? '') === '',
    infrastructure: infrastructure.state === 'missing' && done?.infrastructureProvisioned !== true,
  };
  if (machine.metadata.deletionTimestamp !== undefined || !(lacks.bootstrap || lacks.infrastructure)) return [];
  return [{ name: machine.metadata.name, uid: machine.metadata.uid ?? '', companions: companionsOf(seen, machine.metadata.name, lacks) }];
}
