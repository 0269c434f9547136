import type { Machine } from '@capi/api';
import { find } from '@capi/conditions';
import { between, minutes, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import { drainDelays, printDelays } from './drain-delays.ts';

/** From when on a deletion is worth a remark. */
const staleAfter = minutes(15);

/** A line on Machines that have been going away for long, and what holds up their drains; none while all are quick. */
export function staleDeletions(machines: readonly DeepReadonly<Machine>[], now: Instant): readonly string[] {
  const stale = machines.filter(({ metadata }) => {
    const since = parseInstant(metadata.deletionTimestamp ?? '');
    return since !== undefined && between(since, now) > staleAfter;
  });
  const names = stale.map(({ metadata }) => metadata.name).toSorted();
  if (names.length === 0) return [];
  const delay = printDelays(
    [...new Set(stale.flatMap((machine) => drainDelays(machine, find(machine.status?.conditions, 'Deleting'), now)))].toSorted(),
  );
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')}, ... (${names.length - 3} more)` : names.join(', ');
  return [
    `* ${names.length === 1 ? 'Machine' : 'Machines'} ${shown} ${names.length === 1 ? 'is' : 'are'} in deletion since more than 15m${delay}`,
  ];
}
