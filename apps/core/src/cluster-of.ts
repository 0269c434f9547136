import { Cluster, printKey, type ObjectKey } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';
import { terminal, type DeepReadonly } from '@capi/seams';

/**
 * The Cluster that an object names in `spec.clusterName`, from the cache.
 * @throws OperationError, terminal, when there is none: nothing can be done for the object until one is made
 */
export function clusterOf(cache: Cache, kind: string, key: ObjectKey, clusterName: string): DeepReadonly<Cluster> {
  const cluster = cache.get(Cluster, { ...key, name: clusterName });
  if (cluster !== undefined) return cluster;
  throw terminal({
    action: 'reconcile',
    object: `${kind} ${printKey(key)}`,
    why: `Cluster ${clusterName} does not exist`,
    hint: `create it, or remove the ${kind} with its finalizer`,
  });
}
