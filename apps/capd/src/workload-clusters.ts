import { keyOf } from '@capi/api';
import type { Runtime } from '@capi/controller-runtime';
import { createWorkloadClusters, type OpenAccess, type WorkloadClusters } from '@capi/workload-cluster';

import { backendOf, devFamily, dockerFamily } from './infra-objects.ts';
import type { Settings } from './wiring.ts';

/**
 * Connections to the clusters that are made of containers, whose Nodes may lack what a cloud provider would give them. A simulated cluster
 * is in this process already.
 */
export const dockerWorkloadClusters = (
  runtime: Runtime,
  settings: Pick<Settings, 'simulateDocker'>,
  options: { readonly openAccess: OpenAccess; readonly concurrency: number },
): WorkloadClusters =>
  createWorkloadClusters({
    runtime,
    ...options,
    wants(cluster) {
      const { kind, name } = cluster.spec?.infrastructureRef ?? {};
      const family = [devFamily, dockerFamily].find((one) => one.cluster.kind === kind);
      const object =
        family === undefined || name === undefined ? undefined : runtime.cache.get(family.cluster, { ...keyOf(cluster), name });
      return object !== undefined && backendOf(object, settings) === 'docker';
    },
  });
