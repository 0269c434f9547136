import { printKey, type ObjectKey } from '@capi/api';
import { ApiError, type Client } from '@capi/controller-runtime';
import { OperationError, transient } from '@capi/seams';

/**
 * The client with failures explained: what the API server refuses stays an ApiError, anything else (no route, broken connection,
 * closed because the cluster is gone) becomes a transient OperationError that names the cluster.
 */
export function guardedClient(client: Client, cluster: ObjectKey): Client {
  const guard = async <T>(call: Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (signal.aborted || error instanceof ApiError || error instanceof OperationError) throw error;
      throw unreachableCluster(cluster, error);
    }
  };
  return {
    get: (resource, key, signal) => guard(client.get(resource, key, signal), signal),
    list: (resource, selection, signal) => guard(client.list(resource, selection, signal), signal),
    create: (resource, object, signal) => guard(client.create(resource, object, signal), signal),
    update: (resource, object, signal) => guard(client.update(resource, object, signal), signal),
    patch: (resource, key, patch, signal, options) => guard(client.patch(resource, key, patch, signal, options), signal),
    apply: (resource, object, options, signal) => guard(client.apply(resource, object, options, signal), signal),
    delete: (resource, key, signal, options) => guard(client.delete(resource, key, signal, options), signal),
    evict: (pod, signal, options) => guard(client.evict(pod, signal, options), signal),
  };
}

/** The failure of a call that found no API server. */
export const unreachableCluster = (cluster: ObjectKey, cause: unknown): OperationError =>
  transient(
    {
      action: 'reach the workload cluster',
      object: `Cluster ${printKey(cluster)}`,
      why: cause instanceof Error ? cause.message : String(cause),
    },
    cause,
  );
