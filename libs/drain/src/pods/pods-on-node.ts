import { DaemonSet, Pod } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import { readPod, type NodePod } from './node-pod.ts';

/**
 * The Pods on a Node. Read live: Pods of whole clusters are too many to cache for the few times that somebody looks.
 * @throws ApiError, or a transient OperationError when the cluster does not answer
 */
export async function podsOnNode(client: Client, node: string, signal: AbortSignal): Promise<readonly NodePod[]> {
  const pods = await client.list(Pod, { fields: `spec.nodeName=${node}` }, signal);
  const daemonSets = await existing(client, pods, signal);
  return pods.map((pod) => readPod(pod, daemonSets));
}

/** Which of the DaemonSets that Pods name there are. One that is gone puts no Pod back. */
async function existing(client: Client, pods: readonly DeepReadonly<Pod>[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const named = pods.flatMap(({ metadata }) => {
    const owner = metadata.ownerReferences?.find(({ controller, kind }) => controller === true && kind === 'DaemonSet');
    return owner === undefined ? [] : [{ namespace: metadata.namespace ?? '', name: owner.name }];
  });
  const keys = [...new Map(named.map((key) => [`${key.namespace}/${key.name}`, key]))];
  const found = await Promise.all(
    keys.map(async ([text, key]) => ((await client.get(DaemonSet, key, signal)) === undefined ? undefined : text)),
  );
  return new Set(found.filter((text) => text !== undefined));
}
