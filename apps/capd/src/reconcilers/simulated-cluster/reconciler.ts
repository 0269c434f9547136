import { printKey } from '@capi/api';
import { awaitChange, patchObject, type Reconcile } from '@capi/controller-runtime';

import type { Family } from '../../infra-objects.ts';
import type { Wiring } from '../../wiring.ts';
import { act } from './act/act.ts';
import { decide } from './decide/decide.ts';
import { observe } from './observe.ts';
import { report } from './report/report.ts';

/** Who hears of ports that open and close, besides those who watch the objects. */
export interface Listeners {
  readonly opened: (cluster: { readonly namespace: string; readonly name: string }) => void;
}

/** Gives a cluster its port, and takes it away again. */
export function simulatedClusterReconciler({ runtime, simulation, settings }: Wiring, family: Family, { opened }: Listeners): Reconcile {
  const { cache, client, clock, log } = runtime;
  return async (key, signal) => {
    const seen = observe(cache, family, settings, key);
    if (seen === undefined) return awaitChange;
    const { stored, observation } = seen;
    const plan = decide(observation);
    const cluster = { namespace: key.namespace ?? '', name: 'cluster' in plan ? (plan.cluster ?? '') : '' };
    const isNew = plan.step === 'serve' && simulation.cluster(cluster) === undefined;
    const endpoint = await act(plan, { simulation, cache }, stored, signal);
    if (isNew) log.info('Opened the API server port', { Cluster: printKey(cluster), port: endpoint?.port });
    await patchObject(client, family.cluster, stored, report(stored, observation, plan, endpoint, clock.now()), signal, { lock: true });
    if (isNew) opened(cluster);
    return awaitChange;
  };
}
