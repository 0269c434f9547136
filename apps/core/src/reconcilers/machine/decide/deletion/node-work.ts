import type { Observation } from '../../observation.ts';

/** Whether the Node of a Machine that goes away is looked after. */
export type NodeWork = { readonly kind: 'allowed' } | { readonly kind: 'pointless' } | { readonly kind: 'unclear'; readonly why: string };

/**
 * Looking after a Node is pointless when the whole cluster, or its control plane, goes away with it, or when no control plane is
 * left to ask. A control plane that runs elsewhere needs no Machines to answer.
 * @see upstream v1.14.0 core/reconcilers/machine, isDeleteNodeAllowed (behaviour)
 */
export function nodeWork({ machine, cluster, node, controlPlane, activeControlPlaneMachines }: Observation): NodeWork {
  const pointless: NodeWork = { kind: 'pointless' };
  if (cluster.metadata.deletionTimestamp !== undefined) return pointless;
  if (machine.status?.nodeRef === undefined && node.state !== 'found') return pointless;
  if (controlPlane.state === 'unreadable') return { kind: 'unclear', why: controlPlane.why };
  if (controlPlane.state === 'found') {
    if (controlPlane.deleting) return pointless;
    if (controlPlane.externallyManaged) return { kind: 'allowed' };
  }
  return activeControlPlaneMachines === 0 ? pointless : { kind: 'allowed' };
}
