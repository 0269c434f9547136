import { MachineSet } from '@capi/api';
import { awaitChange, patchObject, type Controller, type Reconcile } from '@capi/controller-runtime';
import { attempt } from '@capi/seams';

import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineSetActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { permissions, reads, watches } from './watches.ts';

/** Keeps the wanted number of Machines. */
export function machineSetReconciler(wiring: Wiring): Reconcile {
  const actions = machineSetActions(wiring);
  return async (key, signal) => {
    const seen = await observe(wiring, key, signal);
    if (seen === undefined) return awaitChange;
    const plan = decide(seen);
    const failure = await attempt(() => act(plan, seen, actions, signal));
    // Status tells what is there now, what was just made included.
    const after = await observe(wiring, key, signal);
    if (after === undefined) return awaitChange;
    const { stored } = after;
    await patchObject<MachineSet>(wiring.runtime.client, MachineSet, stored, { ...stored, status: report(after, plan) }, signal, {
      lock: true,
    });
    if (failure !== undefined) throw failure;
    return awaitChange;
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
