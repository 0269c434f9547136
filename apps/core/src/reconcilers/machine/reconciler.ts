import { Machine } from '@capi/api';
import { awaitChange, patchObject, type Controller, type Reconcile } from '@capi/controller-runtime';
import { attempt } from '@capi/seams';

import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { next } from './next.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { permissions, reads, sources, watches } from './watches.ts';

/** Hands over between a Machine, its bootstrap config, its infrastructure and its Node. */
export function machineReconciler(wiring: Wiring): Reconcile {
  const { client, events, log } = { ...wiring.runtime, events: wiring.runtime.events('machine-controller') };
  const actions = machineActions(wiring);
  return async (key, signal) => {
    const seen = await observe(wiring, key, signal);
    if (seen === undefined) return awaitChange;
    const plan = decide(seen);
    if (plan.step === 'delete') log.info('Deleting Machine', { stage: plan.stage, waitingFor: plan.waitingFor });
    const failure = await attempt(() => act(plan, seen, actions, signal));
    // Status tells what is there now, what was just written included.
    const after = await observe(wiring, key, signal);
    if (after === undefined) return awaitChange;
    const status = report(after, plan);
    if (status !== undefined)
      await patchObject<Machine>(client, Machine, after.machine, { ...after.machine, status }, signal, { lock: true });
    for (const { reason, message } of transitions(after, status)) events.normal(after.machine, reason, message);
    if (failure !== undefined) throw failure;
    return next(after, plan, status);
  };
}

/** The controller of Machines. */
export const machineController = (wiring: Wiring): Controller => ({
  name: 'machine',
  resource: Machine,
  watches,
  sources: sources(wiring),
  reads,
  permissions,
  concurrency: wiring.settings.concurrency.machine,
  reconcile: machineReconciler(wiring),
});
