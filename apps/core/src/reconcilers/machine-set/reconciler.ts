import { MachineSet, printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Controller, type Reconcile } from '@capi/controller-runtime';
import { isSameJson } from '@capi/seams';

import { converge } from '../../converge.ts';
import { nextLook } from '../../machines/next.ts';
import { statusPace } from '../../status-pace.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineSetActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { handedDown } from './handed-down.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { urgency } from './report/urgency.ts';
import { permissions, reads, watches } from './watches.ts';

/** Keeps the wanted number of Machines. */
function machineSetReconciler(wiring: Wiring): Reconcile {
  const { client, clock } = wiring.runtime;
  const actions = machineSetActions(wiring);
  const pace = statusPace(clock, wiring.settings.statusPatience);
  const down = handedDown();
  return async (key, signal) => {
    const before = wiring.runtime.cache.get(MachineSet, key);
    const converged = await converge({
      observe: () => observe(wiring, down, key, signal),
      decide,
      act: (plan, seen) => act(plan, seen, actions, signal),
    });
    if (converged?.seen === undefined) {
      down.forget(before?.metadata.uid ?? '');
      return awaitChange;
    }
    const { seen, plan, failure } = converged;
    const { stored } = seen;
    if (failure === undefined && plan.kind === 'tend' && isSameJson(plan.machineSet.spec.template, stored.spec.template)) down.done(stored);
    const status = report(seen, plan, failure);
    const held = pace.hold(printKey(key), failure === undefined ? urgency(stored.status, status) : 'now');
    if (held !== undefined) return recheck(held, 'small news is told together');
    await patchObject<MachineSet>(client, MachineSet, stored, { ...stored, status }, signal, { lock: true });
    if (failure !== undefined) throw failure;
    return nextLook(
      seen.machines.map(({ machine }) => machine),
      seen.now,
    );
  };
}

/** The controller of MachineSets. */
export const machineSetController = (wiring: Wiring): Controller => ({
  name: 'machineset',
  resource: MachineSet,
  watches,
  reads,
  permissions,
  concurrency: wiring.settings.concurrency.machineSet,
  settle: wiring.settings.settle,
  reconcile: machineSetReconciler(wiring),
});
