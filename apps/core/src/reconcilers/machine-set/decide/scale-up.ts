import { annotations } from '@capi/api';

import { missingTemplates } from './missing-templates.ts';
import { newMachine } from './new-machine.ts';
import type { Blocker, Rule } from './plan.ts';
import { preflight } from './preflight.ts';

/** Makes the Machines that are missing, all at once, unless something stands against it. */
export const scaleUp: Rule = (seen) => {
  const lacking = (seen.machineSet.spec.replicas ?? 1) - seen.machines.length;
  if (lacking <= 0) return undefined;
  const isDisabled = seen.stored.metadata.annotations?.[annotations.disableMachineCreate] === 'true';
  const blockers: readonly Blocker[] = isDisabled ? [{ kind: 'creation-disabled' }] : [...missingTemplates(seen), ...preflight(seen)];
  const [first, ...others] = blockers;
  if (first !== undefined) return { step: 'wait', blockers: [first, ...others] };
  return { step: 'create', machines: seen.drawn.suffixes.slice(0, lacking).map((suffix) => newMachine(seen, suffix)) };
};
