import { MachineDeployment, printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Controller, type Next, type Reconcile } from '@capi/controller-runtime';
import { between, parseInstant } from '@capi/seams';

import { converge } from '../../converge.ts';
import { untilSilent } from '../../machines/aggregates.ts';
import { statusPace } from '../../status-pace.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { machineDeploymentActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import type { Observation } from './observation.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { urgency } from './report/urgency.ts';
import { permissions, reads, watches } from './watches.ts';

/** Rolls Machines from one template to the next. */
function machineDeploymentReconciler(wiring: Wiring): Reconcile {
  const { client, clock } = wiring.runtime;
  const actions = machineDeploymentActions(wiring);
  const pace = statusPace(clock, wiring.settings.statusPatience);
  return async (key, signal) => {
    const converged = await converge({
      observe: () => observe(wiring, key, signal),
      decide,
      act: (plan, seen) => act(plan, seen, actions, signal),
    });
    if (converged?.seen === undefined) return awaitChange;
    const { seen, plan, failure } = converged;
    const { stored } = seen;
    const status = report(seen, plan, failure);
    const held = pace.hold(printKey(key), failure === undefined ? urgency(stored.status, status) : 'now');
    if (held !== undefined) return recheck(held, 'small news is told together');
    await patchObject<MachineDeployment>(client, MachineDeployment, stored, { ...stored, status }, signal, { lock: true });
    if (failure !== undefined) throw failure;
    return next(seen);
  };
}

/** A rollout that is set for a time to come starts then; everything else is watched. */
function next({ deployment, sets, now }: Observation): Next {
  const after = parseInstant(deployment.spec.rollout?.after ?? '');
  const silent = untilSilent(
    sets.flatMap((set) => set.machines),
    now,
  );
  if (after === undefined || after <= now)
    return silent === undefined ? awaitChange : recheck(silent, 'a Machine should have said by then whether it is up to date');
  return recheck(between(now, after), 'spec.rollout.after will have come');
}

/** The controller of MachineDeployments. */
export const machineDeploymentController = (wiring: Wiring): Controller => ({
  name: 'machinedeployment',
  resource: MachineDeployment,
  watches,
  reads,
  permissions,
  concurrency: wiring.settings.concurrency.machineDeployment,
  settle: wiring.settings.settle,
  reconcile: machineDeploymentReconciler(wiring),
});
