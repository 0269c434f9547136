import { addMachine, removeMachine } from './change-membership.ts';
import { chooseFailureDomain } from './choose-failure-domain.ts';
import { chooseVictim } from './choose-victim.ts';
import type { Rule } from './plan.ts';

/** The first Machine of a control plane runs `kubeadm init`. Only ever one: any Machine at all, however far it got, ends this rule. */
export const initialize: Rule = (seen) =>
  seen.machines.length === 0 && seen.desired > 0
    ? { step: 'create', cause: 'initialize', name: seen.drawn.nextName, failureDomain: chooseFailureDomain(seen), form: 'init' }
    : undefined;

/** Brings the number of Machines to the desired one, one at a time. */
export const scale: Rule = (seen) => {
  const have = seen.machines.length;
  if (have < seen.desired) return addMachine(seen, 'scale-up');
  if (have > seen.desired) return removeMachine(seen, 'scale-down', chooseVictim(seen, seen.machines));
  return undefined;
};
