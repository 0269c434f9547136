import { Machine, printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Controller, type Reconcile } from '@capi/controller-runtime';

import { converge } from '../../converge.ts';
import { statusPace } from '../../status-pace.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { next, sooner } from './next.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { urgency } from './report/urgency.ts';
import { permissions, reads, sources, watches } from './watches.ts';

/** Hands over between a Machine, its bootstrap config, its infrastructure and its Node. */
function machineReconciler(wiring: Wiring): Reconcile {
  const { client, clock } = wiring.runtime;
  const events = wiring.runtime.events('machine-controller');
  const actions = machineActions(wiring);
  const pace = statusPace(clock, wiring.settings.statusPatience);
  return async (key, signal) => {
    const converged = await converge({
      observe: () => observe(wiring, key, signal),
      decide,
      act: (plan, seen) => act(plan, seen, actions, signal),
    });
    if (converged?.seen === undefined) return awaitChange;
    const { seen, plan, failure } = converged;
    const status = report(seen, plan, failure);
    const held = pace.hold(printKey(key), failure === undefined ? urgency(seen.machine.status, status) : 'now');
    if (held !== undefined) return sooner(next(seen, plan, status), recheck(held, 'small news is told together'));
    if (status !== undefined)
      await patchObject<Machine>(client, Machine, seen.machine, { ...seen.machine, status }, signal, { lock: true });
    for (const { reason, message } of transitions(seen, status)) events.normal(seen.machine, reason, message);
    if (failure !== undefined) throw failure;
    return next(seen, plan, status);
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
