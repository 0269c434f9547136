import type { Observation } from '../observation.ts';
import type { Form, Rule } from './plan.ts';

/**
 * What a killed process left behind comes before anything new: a Machine whose config or infrastructure was never created gets them.
 * The Machine always comes first and owns its parts from birth, so parts without a Machine are the garbage collector's business.
 */
export const finishHalfMade: Rule = (seen) => {
  const machine = seen.machines.find((candidate) => candidate.deletingSince === undefined && candidate.missing.length > 0);
  if (machine === undefined) return undefined;
  return { step: 'finish', name: machine.name, missing: machine.missing, form: formOf(seen, machine.name) };
};

/** Only the first Machine of a control plane that nobody initialised runs `kubeadm init`. */
const formOf = (seen: Observation, name: string): Form =>
  !seen.initialized && seen.machines.every((machine) => machine.name === name) ? 'init' : 'join';
