import type { Condition } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { same } from '../json/same.ts';
import type { Urgency } from '../status-pace.ts';

interface Status {
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly upToDateReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: DeepReadonly<Condition[]>;
}

/**
 * How soon the status of a MachineSet or MachineDeployment has to be told: at once when it is of another generation, so that nobody
 * takes the old one's numbers for the new one's, and when all Machines are as they should be, which people wait for. Other numbers
 * are acted on by nobody here: all count Machines.
 */
export function urgencyOfCounts(before: DeepReadonly<Status> | undefined, after: DeepReadonly<Status>): Urgency {
  if (same(before, after)) return 'unchanged';
  const facts = (status: DeepReadonly<Status> | undefined): unknown => [
    status?.observedGeneration,
    isWhole(status),
    ['Paused', 'Deleting'].map((type) => find(status?.conditions, type)?.status),
  ];
  return same(facts(before), facts(after)) ? 'soon' : 'now';
}

/** Whether all Machines that there are count in every way. */
const isWhole = (status: DeepReadonly<Status> | undefined): boolean =>
  status?.replicas !== undefined &&
  [status.readyReplicas, status.availableReplicas, status.upToDateReplicas].every((count) => count === status.replicas);
