import { Cluster } from '@capi/api';
import { awaitChange, patchObject, type Controller, type Reconcile } from '@capi/controller-runtime';
import { attempt } from '@capi/seams';

import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { clusterActions } from './act/actions.ts';
import { decide } from './decide/decide.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';
import { transitions } from './report/transitions.ts';
import { permissions, reads, sources, watches } from './watches.ts';

/** Hands over between a Cluster, its infrastructure and its control plane, and takes it all apart in order. */
export function clusterReconciler(wiring: Wiring): Reconcile {
  const { client } = wiring.runtime;
  const events = wiring.runtime.events('cluster-controller');
  const actions = clusterActions(wiring);
  return async (key, signal) => {
    const seen = await observe(wiring, key, signal);
    if (seen === undefined) return awaitChange;
    const plan = decide(seen);
    const failure = await attempt(() => act(plan, seen, actions, signal));
    // Status tells what is there now, what was just written included; a Cluster that is gone has only its end to tell.
    const after = await observe(wiring, key, signal);
    const told = after ?? seen;
    const status = report(told, plan);
    if (after !== undefined)
      await patchObject<Cluster>(client, Cluster, after.cluster, { ...after.cluster, status }, signal, { lock: true });
    for (const { reason, message } of transitions(told, status, plan)) events.normal(told.cluster, reason, message);
    if (failure !== undefined) throw failure;
    return awaitChange;
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
