import type { KubeadmConfig } from '@capi/api';
import { ApiError, TransportError, type Cache, type Client } from '@capi/controller-runtime';
import { OperationError, transient, type Clock, type DeepReadonly, type KeySource } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

/** What acting needs of the world. */
export interface Ports {
  readonly client: Client;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly workloadClusters: Pick<WorkloadClusters, 'connection'>;
}

/** `KubeadmConfig team-a/cp-x7k2p`, as messages name it. */
export const named = (config: DeepReadonly<KubeadmConfig>): string => `KubeadmConfig ${config.metadata.namespace}/${config.metadata.name}`;

/** Says what was being done when a call fails, so that a condition can tell. */
export async function doing<T>(action: string, object: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof OperationError || !(error instanceof ApiError || error instanceof TransportError)) throw error;
    throw transient({ action, object, why: error.message }, error);
  }
}
