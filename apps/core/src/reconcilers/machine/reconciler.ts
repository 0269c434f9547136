import { keyOf, Machine, printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Controller, type Reconcile } from '@capi/controller-runtime';
import { awaitedChanges, type AwaitedChanges } from '@capi/drain';

import { converge } from '../../converge.ts';
import { statusPace } from '../../status-pace.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineActions } from './act/actions.ts';
import { awaited } from './awaited.ts';
import { decide } from './decide/decide.ts';
import { drainProgresses } from './drain-progress.ts';
import { lookCloser } from './look-closer.ts';
import { next, sooner } from './next.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { urgency } from './report/urgency.ts';
import { permissions, reads, sources, watches } from './watches.ts';

/** Hands over between a Machine, its bootstrap config, its infrastructure and its Node. */
function machineReconciler(wiring: Wiring, changes: AwaitedChanges): Reconcile {
  const { client, clock } = wiring.runtime;
  const events = wiring.runtime.events('machine-controller');
  const progresses = drainProgresses();
  const actions = machineActions(wiring, progresses);
  const pace = statusPace(clock, wiring.settings.statusPatience);
  return async (key, signal) => {
    const converged = await converge({
      observe: async () => {
        const seen = await observe(wiring, key, signal);
        return seen === undefined ? undefined : lookCloser(wiring, { ...seen, progress: progresses.of(printKey(key)) }, signal);
      },
      decide,
      act: (plan, seen) => act(plan, seen, actions, signal),
    });
    if (converged?.seen === undefined) {
      changes.forget(key);
      progresses.forget(printKey(key));
      return awaitChange;
    }
    const { seen, plan, failure } = converged;
    const connection = wiring.workloadClusters.connection(keyOf(seen.cluster));
    const selection = awaited(seen, plan);
    if (selection === undefined || connection === undefined) changes.forget(key);
    else changes.waitFor(key, connection, selection);
    const status = report(seen, plan, failure);
    const held = pace.hold(printKey(key), failure === undefined ? urgency(seen.machine.status, status) : 'now');
    if (held !== undefined) return sooner(next(seen, plan, status), recheck(held, 'small news is told together'));
    if (status !== undefined)
      await patchObject<Machine>(client, Machine, seen.machine, { ...seen.machine, status }, signal, { lock: true });
    for (const { type, reason, message } of transitions(seen, plan, status)) {
      if (type === 'Warning') events.warning(seen.machine, reason, message);
      else events.normal(seen.machine, reason, message);
    }
    if (failure !== undefined) throw failure;
    return next(seen, plan, status);
  };
}

/** The controller of Machines. */
export function machineController(wiring: Wiring): Controller {
  const changes = awaitedChanges();
  return {
    name: 'machine',
    resource: Machine,
    watches,
    sources: [...sources(wiring), changes.source],
    reads,
    permissions,
    concurrency: wiring.settings.concurrency.machine,
    reconcile: machineReconciler(wiring, changes),
  };
}
