import { finalizers, type Cluster } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { handedOver } from './handed-over.ts';
import type { Step } from './plan.ts';

/** The Cluster as it should be: with our finalizer and the endpoint that its providers report. Let go, it loses the finalizer. */
export function desiredCluster(seen: Observation, next: Step): DeepReadonly<Cluster> {
  const { cluster } = seen;
  const held = cluster.metadata.finalizers ?? [];
  if (next.step === 'delete' && next.stage === 'DeletionCompleted') {
    return { ...cluster, metadata: { ...cluster.metadata, finalizers: held.filter((finalizer) => finalizer !== finalizers.cluster) } };
  }
  if (cluster.metadata.deletionTimestamp !== undefined) return cluster;
  const { endpoint } = handedOver(seen);
  return {
    ...cluster,
    metadata: { ...cluster.metadata, finalizers: held.includes(finalizers.cluster) ? held : [...held, finalizers.cluster] },
    spec: { ...cluster.spec, ...(endpoint === undefined ? {} : { controlPlaneEndpoint: endpoint }) },
  };
}
