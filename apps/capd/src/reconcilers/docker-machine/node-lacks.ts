import type { Node } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

/** A kubelet with `cloud-provider: external` registers with this taint, and somebody has to take it away. */
export const uninitializedTaint = 'node.cloudprovider.kubernetes.io/uninitialized';

/**
 * What a Node waits for that a cloud provider would give it; nothing when there is no Node yet. Nodes that this provider bootstraps come
 * with their provider ID; those that upstream's provider or the user's kubelet arguments made may not.
 */
export function nodeLacks(node: DeepReadonly<Node> | undefined): readonly ('providerID' | 'initialization')[] {
  if (node === undefined) return [];
  return [
    ...(node.spec?.providerID === undefined || node.spec.providerID === '' ? (['providerID'] as const) : []),
    ...(node.spec?.taints?.some(({ key }) => key === uninitializedTaint) === true ? (['initialization'] as const) : []),
  ];
}
