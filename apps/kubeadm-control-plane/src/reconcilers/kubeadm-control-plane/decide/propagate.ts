import type { Rule } from './plan.ts';

/** Labels, annotations, deletion timeouts, taints and readiness gates reach existing Machines without a rollout. */
export const propagate: Rule = (seen) => {
  const machine = seen.machines.find((candidate) => candidate.drifted.length > 0);
  return machine === undefined ? undefined : { step: 'propagate', name: machine.name, targets: machine.drifted };
};
