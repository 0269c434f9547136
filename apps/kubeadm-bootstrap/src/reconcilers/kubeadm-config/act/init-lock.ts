import { apiVersionOf, Cluster, ConfigMap, labels } from '@capi/api';
import { refusedAs, type Client } from '@capi/controller-runtime';

import { initLockKey, initLockName } from '../decide/init-lock-name.ts';
import type { SeenCluster } from '../observation.ts';

/**
 * Takes the init lock for a Machine.
 * @returns false when another one was quicker
 * @see upstream v1.14.0 bootstrap/kubeadm/pkg/locking (shape of the ConfigMap)
 */
export async function takeInitLock(client: Client, cluster: SeenCluster, machine: string, signal: AbortSignal): Promise<boolean> {
  const lock: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: initLockName(cluster.name),
      namespace: cluster.namespace,
      labels: { [labels.clusterName]: cluster.name },
      ownerReferences: [{ apiVersion: apiVersionOf(Cluster), kind: Cluster.kind, name: cluster.name, uid: cluster.uid }],
    },
    data: { [initLockKey]: JSON.stringify({ machineName: machine }) },
  };
  try {
    await client.create(ConfigMap, lock, signal);
    return true;
  } catch (error) {
    if (refusedAs(error, 'AlreadyExists')) return false;
    throw error;
  }
}

/** Frees the init lock that was seen, and no later one. A lock that is gone already is fine. */
export async function freeInitLock(client: Client, cluster: SeenCluster, uid: string | undefined, signal: AbortSignal): Promise<void> {
  const key = { namespace: cluster.namespace, name: initLockName(cluster.name) };
  try {
    await client.delete(ConfigMap, key, signal, uid === undefined ? {} : { preconditions: { uid } });
  } catch (error) {
    if (!refusedAs(error, 'Conflict')) throw error;
  }
}
