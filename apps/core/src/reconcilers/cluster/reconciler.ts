import { Cluster, printKey } from '@capi/api';
import { awaitChange, patchObject, recheck, type Controller, type Reconcile } from '@capi/controller-runtime';

import { converge } from '../../converge.ts';
import { nextLook } from '../../machines/next.ts';
import { statusPace } from '../../status-pace.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { clusterActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { urgency } from './report/urgency.ts';
import { permissions, reads, sources, watches } from './watches.ts';

/** Hands over between a Cluster, its infrastructure and its control plane, and takes it all apart in order. */
function clusterReconciler(wiring: Wiring): Reconcile {
  const { client, clock } = wiring.runtime;
  const events = wiring.runtime.events('cluster-controller');
  const actions = clusterActions(wiring);
  const pace = statusPace(clock, wiring.settings.statusPatience);
  return async (key, signal) => {
    const before = wiring.runtime.cache.get(Cluster, key);
    const converged = await converge({
      observe: () => observe(wiring, key, signal),
      decide,
      act: (plan, seen) => act(plan, seen, actions, signal),
    });
    if (converged === undefined) return awaitChange;
    const { seen, plan, failure } = converged;
    if (seen === undefined) {
      if (before !== undefined) events.normal(before, 'Deleted', `Cluster ${key.name} has been deleted`);
      return awaitChange;
    }
    const status = report(seen, plan, failure);
    const held = pace.hold(printKey(key), failure === undefined ? urgency(seen.cluster.status, status) : 'now');
    if (held !== undefined) return recheck(held, 'small news is told together');
    await patchObject<Cluster>(client, Cluster, seen.cluster, { ...seen.cluster, status }, signal, { lock: true });
    for (const { reason, message } of transitions(seen, status)) events.normal(seen.cluster, reason, message);
    if (failure !== undefined) throw failure;
    return nextLook([...seen.descendants.controlPlaneMachines, ...seen.descendants.workerMachines], seen.now);
  };
}

/** The controller of Clusters. */
export const clusterController = (wiring: Wiring): Controller => ({
  name: 'cluster',
  resource: Cluster,
  watches,
  sources: sources(wiring),
  reads,
  permissions,
  concurrency: wiring.settings.concurrency.cluster,
  settle: wiring.settings.settle,
  reconcile: clusterReconciler(wiring),
});
