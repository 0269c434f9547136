import { addMachine, removeMachine } from './change-membership.ts';
import { chooseVictim } from './choose-victim.ts';
import type { Rule } from './plan.ts';

/**
 * Replaces outdated Machines: grows to `desired + maxSurge` first, then takes outdated ones away one at a time. New Machines join by
 * what kubeadm-config says, so that is brought up to date before the first of them.
 * @see upstream v1.14.0 controlplane/kubeadm/reconcilers/kubeadmcontrolplane/update.go (behaviour)
 */
export const rollOut: Rule = (seen) => {
  const outdated = seen.machines.filter((machine) => machine.deletingSince === undefined && machine.outdated.length > 0);
  if (outdated.length === 0) return undefined;
  if (!seen.chores.preparedForJoin) return { step: 'prepare-join' };
  const roomToSurge = seen.machines.length < seen.desired + seen.maxSurge;
  return roomToSurge ? addMachine(seen, 'roll-out') : removeMachine(seen, 'roll-out', chooseVictim(seen, outdated));
};
