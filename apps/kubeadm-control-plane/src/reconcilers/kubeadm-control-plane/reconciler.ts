import type { Reconcile } from '@capi/controller-runtime';
import { awaitChange } from '@capi/controller-runtime';

import { advance } from './advance.ts';
import { announce } from './announce.ts';
import { next } from './next.ts';
import { observe } from './observe/observe.ts';
import type { Ports } from './ports.ts';
import { prepareKeys } from './prepare-keys.ts';
import { writeReport } from './write-report.ts';

/**
 * Keeps one control plane as it should be: observe → decide → act, again until there is nothing to do but wait, then one report of what
 * is there now.
 */
export function kubeadmControlPlaneReconciler(ports: Ports): Reconcile {
  return async (key, signal) => {
    const progress = await advance(() => observe(key, ports, signal), ports, signal);
    if (progress === undefined) return awaitChange; // deleted, or without a Cluster: nothing to do yet
    prepareKeys(progress.sight, progress.plan, ports);
    announce(progress, ports);
    const lag = await writeReport(progress, ports, signal);
    if (progress.failure !== undefined) throw progress.failure; // the runtime counts it, then backs off or waits for a change
    return next(progress.sight.seen, { plan: progress.plan, ...(lag === undefined ? {} : { lag }) });
  };
}
