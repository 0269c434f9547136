import type { MachineDeploymentStatus } from '@capi/api';
import { find } from '@capi/conditions';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { Urgency } from '../../../status-pace.ts';
import { smallNews } from '../../../words.ts';

type Status = DeepReadonly<MachineDeploymentStatus> | undefined;

/**
 * How soon the status of a MachineDeployment has to be told: at once when it is of another generation, so that nobody takes the old
 * one's numbers for the new one's, and when all Machines are or stop being as they should, which people wait for.
 */
export function urgency(before: Status, after: DeepReadonly<MachineDeploymentStatus>): Urgency {
  if (isSameJson(before, after)) return 'unchanged';
  const facts = (status: Status): unknown => [
    status?.observedGeneration,
    isWhole(status),
    ['Paused', 'Deleting', 'RollingOut'].map((type) => find(status?.conditions, type)?.status),
  ];
  return isSameJson(facts(before), facts(after)) ? smallNews(before, after) : 'now';
}

/** Whether all Machines that there are count in every way. */
const isWhole = (status: Status): boolean =>
  status?.replicas !== undefined &&
  [status.readyReplicas, status.availableReplicas, status.upToDateReplicas].every((count) => count === status.replicas);
