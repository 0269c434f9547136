import { Pod, VolumeAttachment } from '@capi/api';
import type { FollowSelection } from '@capi/workload-cluster';

import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';

/** What in the workload cluster has to change before a deletion goes on, apart from what is cached anyway. Undefined: nothing. */
export function awaited({ node }: Observation, plan: Plan): FollowSelection | undefined {
  if (plan.step !== 'delete' || node.state !== 'found') return undefined;
  if (plan.drain !== undefined) return { resource: Pod, fields: `spec.nodeName=${node.node.metadata.name}` };
  return plan.volumes === undefined ? undefined : { resource: VolumeAttachment };
}
