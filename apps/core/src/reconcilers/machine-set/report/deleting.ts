import { MachineSetConditions, type Verdict } from '@capi/api';

import { staleDeletions } from '../../../machines/stale-deletions.ts';
import type { Observation } from '../observation.ts';

/** How many Machines stand between the set and its end. */
export function deleting({ stored, machines, now }: Observation): Verdict<'Deleting'> {
  if (stored.metadata.deletionTimestamp === undefined) return MachineSetConditions.verdict('Deleting', 'False', 'NotDeleting');
  const message =
    machines.length === 0
      ? 'Deletion completed'
      : [
          `Deleting ${machines.length} ${machines.length === 1 ? 'Machine' : 'Machines'}`,
          ...staleDeletions(
            machines.map(({ machine }) => machine),
            now,
          ),
        ].join('\n');
  return MachineSetConditions.verdict('Deleting', 'True', 'Deleting', message);
}
