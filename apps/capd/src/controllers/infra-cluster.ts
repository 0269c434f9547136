import { awaitChange, type Controller, type Source } from '@capi/controller-runtime';
import { minutes } from '@capi/seams';

import { createWork } from '../backends/docker/work/create-work.ts';
import { backendOf, type Family } from '../infra-objects.ts';
import { dockerClusterReconciler } from '../reconcilers/docker-cluster/reconciler.ts';
import { simulatedClusterReconciler, type Listeners } from '../reconcilers/simulated-cluster/reconciler.ts';
import type { Wiring } from '../wiring.ts';
import { containerChanges, permissions, reads, templateChanges, watches } from './infra-cluster-watches.ts';

/** The controller of DevClusters or DockerClusters. */
export function infraClusterController(
  wiring: Wiring,
  family: Family,
  options: Listeners & { readonly concurrency: number; readonly sources: readonly Source[] },
): Controller {
  const { runtime, settings } = wiring;
  const name = family.cluster.kind.toLowerCase();
  const templates = templateChanges(wiring, family);
  const work = createWork<never, void>(name, runtime);
  const simulated = simulatedClusterReconciler(wiring, family, options);
  const docker = dockerClusterReconciler(wiring, family, { work, readsTemplates: templates.reads });
  return {
    name,
    resource: family.cluster,
    watches: watches(family, wiring),
    sources: [containerChanges(wiring, family), templates.source, work.changes, ...options.sources],
    reads,
    permissions,
    concurrency: options.concurrency,
    // A container takes seconds to be made when the engine has much to do.
    timeout: minutes(2),
    async reconcile(key, signal) {
      const object = runtime.cache.get(family.cluster, key);
      // What is gone may have been on either; only fetching an image leaves something behind.
      if (object === undefined) return work.cancelKey(key).then(() => awaitChange);
      return backendOf(object, settings) === 'docker' ? docker(key, signal) : simulated(key, signal);
    },
  };
}
