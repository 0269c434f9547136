import { keyOf, Node } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** Whether new Pods are kept off the Node. */
export const isCordoned = ({ spec }: DeepReadonly<Node>): boolean => spec?.unschedulable === true;

/** Whether the control plane has not heard from the kubelet for long: what it is asked to do may never be done. */
export const isUnreachable = ({ status }: DeepReadonly<Node>): boolean =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'Unknown') ?? false;

/** Keeps new Pods off a Node; nothing is sent when that is so already. A Node that is gone needs no cordon. */
export async function cordon(client: Client, node: DeepReadonly<Node>, signal: AbortSignal): Promise<void> {
  if (isCordoned(node)) return;
  await client.patch(Node, keyOf(node), { type: 'merge', body: { spec: { unschedulable: true } } }, signal);
}
