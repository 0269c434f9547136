import type { Controller } from '@capi/controller-runtime';

import type { Family } from '../infra-objects.ts';
import { simulatedClusterReconciler, type Listeners } from '../reconcilers/simulated-cluster/reconciler.ts';
import type { Wiring } from '../wiring.ts';
import { permissions, reads, watches } from './infra-cluster-watches.ts';

/** The controller of DevClusters or DockerClusters. */
export const infraClusterController = (
  wiring: Wiring,
  family: Family,
  options: Listeners & { readonly concurrency: number },
): Controller => ({
  name: family.cluster.kind.toLowerCase(),
  resource: family.cluster,
  watches: watches(family),
  reads,
  permissions,
  concurrency: options.concurrency,
  reconcile: simulatedClusterReconciler(wiring, family, options),
});
