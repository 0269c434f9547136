import type { DeepReadonly } from '@capi/seams';

import type { Cluster } from './kind.ts';

/**
 * A Cluster with what admission adds: nothing, unless it is made from a ClusterClass, whose version then has its leading v.
 * @see upstream v1.14.0 core/webhooks/admission/cluster.go (behaviour)
 */
export function defaultCluster(cluster: DeepReadonly<Cluster>): DeepReadonly<Cluster> {
  const { topology } = cluster.spec;
  if (topology === undefined) return cluster;
  return { ...cluster, spec: { ...cluster.spec, topology: { ...topology, version: withV(topology.version) } } };
}

/** Other kinds leave an empty version alone; here it becomes a lone v, which validation then names. */
const withV = (version: string | undefined): string => (version?.startsWith('v') === true ? version : `v${version ?? ''}`);
