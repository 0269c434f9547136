import { isCordoned, isDrained, isUnreachable, planDrain } from '@capi/drain';

import type { Observation } from '../../observation.ts';
import type { Deletion } from '../plan.ts';
import { isWanted, refusalsOf } from './node-steps.ts';

/**
 * Keeps new Pods off the Node, then takes those away that run on it. Pods are looked at after the cordon, so that none slips in
 * between. A Node that is gone is drained.
 */
export const drain = (seen: Observation): Deletion | undefined => {
  const { machine, node, pods, now } = seen;
  if (!isWanted('drain', seen) || node.state === 'missing') return undefined;
  const plan = { step: 'delete', stage: 'DrainingNode', machine } as const;
  if (node.state === 'unknown') {
    return { ...plan, waitingFor: `a connection to the workload cluster, to drain Node ${machine.status?.nodeRef?.name ?? ''}` };
  }
  if (node.state === 'ambiguous')
    return { ...plan, waitingFor: `one of the Nodes ${node.names.join(', ')} to be left with this provider ID` };
  if (!isCordoned(node.node)) return { ...plan, waitingFor: `Node ${node.node.metadata.name} to be cordoned`, cordon: true };
  if (pods === undefined) return { ...plan, waitingFor: `the Pods on Node ${node.node.metadata.name}`, look: 'pods' };
  if (pods.state === 'unreadable')
    return { ...plan, waitingFor: `the Pods on Node ${node.node.metadata.name}: ${pods.why}`, failing: true };
  const drainPlan = planDrain({ pods: pods.pods, refusals: refusalsOf(seen), now, unreachable: isUnreachable(node.node) });
  return isDrained(drainPlan) ? undefined : { ...plan, waitingFor: 'Pods to leave the Node', drain: drainPlan };
};
