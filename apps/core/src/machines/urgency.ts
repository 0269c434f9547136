import type { Condition } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { same } from '../json/same.ts';
import type { Urgency } from '../status-pace.ts';

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: DeepReadonly<Condition[]>;
}

/**
 * How soon the status of a MachineSet or MachineDeployment has to be told: at once when it is of another generation, so that nobody
 * takes the old one's numbers for the new one's. The numbers themselves are acted on by nobody here: all count Machines.
 */
export function urgencyOfCounts(before: DeepReadonly<Status> | undefined, after: DeepReadonly<Status>): Urgency {
  if (same(before, after)) return 'unchanged';
  const facts = (status: DeepReadonly<Status> | undefined): unknown => [
    status?.observedGeneration,
    ['Paused', 'Deleting'].map((type) => find(status?.conditions, type)?.status),
  ];
  return same(facts(before), facts(after)) ? 'soon' : 'now';
}
