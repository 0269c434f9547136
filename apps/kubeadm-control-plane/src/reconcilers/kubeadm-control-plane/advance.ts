import { attempt, transient, type OperationError } from '@capi/seams';

import { act } from './act/act.ts';
import { createActions } from './act/create-actions.ts';
import { explainRefusal } from './act/explain-refusal.ts';
import { decide } from './decide/decide.ts';
import type { Plan } from './decide/plan.ts';
import type { Ports } from './ports.ts';
import type { Sight } from './subject.ts';

/** Where a reconcile got to: the last look, what is to be done next, and why the last step did not work. */
export interface Progress {
  readonly sight: Sight;
  readonly plan: Plan;
  readonly failure: OperationError | undefined;
}

/**
 * Takes one step after the other until the plan rests or waits, looking again after each. One's own writes show at once, so a chain of
 * steps (certificates, kubeconfig, first Machine) needs no event in between and no status of its own.
 * @param look observes; undefined once there is nothing left to look at
 */
export async function advance(look: () => Promise<Sight | undefined>, ports: Ports, signal: AbortSignal): Promise<Progress | undefined> {
  let last = '';
  for (;;) {
    const sight = await look();
    if (sight === undefined) return undefined;
    const plan = decide(sight.seen);
    if (plan.step === 'rest' || plan.step === 'wait') return { sight, plan, failure: undefined };
    const print = JSON.stringify(plan);
    // A step that leaves the world as it was would be taken for ever.
    if (print === last) return { sight, plan, failure: withoutEffect(plan, sight) };
    last = print;
    signal.throwIfAborted();
    ports.runtime.log.info('Taking a step', { plan });
    const failure = await attempt(() => explainRefusal(plan, sight.seen, () => act(plan, createActions(sight, ports), signal)));
    ports.metrics.taken(plan.step, failure === undefined);
    if (failure === undefined) continue;
    const after = await look();
    return after && { sight: after, plan, failure };
  }
}

const withoutEffect = (plan: Plan, { seen }: Sight): OperationError =>
  transient({
    action: plan.step.replaceAll('-', ' '),
    object: `KubeadmControlPlane ${seen.namespace}/${seen.name}`,
    why: 'the step was taken and changed nothing that can be seen',
  });
