import type { MachineSetStatus } from '@capi/api';
import { find } from '@capi/conditions';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { Urgency } from '../../../status-pace.ts';
import { smallNews } from '../../../words.ts';

/**
 * How soon the status of a MachineSet has to be told: at once when it is of another generation, so that nobody takes the old one's
 * numbers for the new one's. The numbers themselves are acted on by nobody: its deployment counts Machines.
 */
export function urgency(before: DeepReadonly<MachineSetStatus> | undefined, after: DeepReadonly<MachineSetStatus>): Urgency {
  if (isSameJson(before, after)) return 'unchanged';
  const facts = (status: DeepReadonly<MachineSetStatus> | undefined): unknown => [
    status?.observedGeneration,
    ['Paused', 'Deleting'].map((type) => find(status?.conditions, type)?.status),
  ];
  return isSameJson(facts(before), facts(after)) ? smallNews(before, after) : 'now';
}
