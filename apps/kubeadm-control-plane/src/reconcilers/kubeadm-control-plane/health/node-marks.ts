import type { Node } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Finding } from '../observation.ts';

/** Label and taint key by which kubeadm marks control-plane Nodes. */
export const controlPlaneRole = 'node-role.kubernetes.io/control-plane';

/** Whether a control-plane Node carries the label, and the taint if it should have one, that kubeadm gives it. */
export function nodeMarks(node: DeepReadonly<Node>, taintExpected: boolean): Finding {
  if (node.metadata.labels?.[controlPlaneRole] === undefined) {
    return { status: 'False', reason: 'NotSet', message: `Node has no label ${controlPlaneRole}` };
  }
  const tainted = node.spec?.taints?.some((taint) => taint.key === controlPlaneRole && taint.effect === 'NoSchedule') === true;
  return taintExpected && !tainted
    ? { status: 'False', reason: 'NotSet', message: `Node has no taint ${controlPlaneRole}:NoSchedule` }
    : { status: 'True', reason: 'Set' };
}
