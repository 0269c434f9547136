import { isUnreachable } from '@capi/drain';

import type { Observation } from '../../observation.ts';
import type { Deletion } from '../plan.ts';
import { isWanted } from './node-steps.ts';

/**
 * Waits until volumes are detached from the Node, so that nothing still writes to them when its machine goes. Nobody detaches
 * anything from a Node that is gone or silent.
 */
export const volumeDetach = (seen: Observation): Deletion | undefined => {
  const { machine, node, volumes } = seen;
  if (!isWanted('volume-detach', seen) || node.state === 'missing') return undefined;
  const plan = { step: 'delete', stage: 'WaitingForVolumeDetach', machine } as const;
  if (node.state === 'unknown') return { ...plan, waitingFor: 'a connection to the workload cluster, to see which volumes are attached' };
  if (node.state === 'ambiguous')
    return { ...plan, waitingFor: `one of the Nodes ${node.names.join(', ')} to be left with this provider ID` };
  if (isUnreachable(node.node)) return undefined;
  if (volumes === undefined) return { ...plan, waitingFor: `the volumes of Node ${node.node.metadata.name}`, look: 'volumes' };
  if (volumes.state === 'unreadable') {
    return { ...plan, waitingFor: `the volumes of Node ${node.node.metadata.name}: ${volumes.why}`, failing: true };
  }
  return volumes.awaited.length === 0 ? undefined : { ...plan, waitingFor: 'volumes to be detached', volumes: volumes.awaited };
};
