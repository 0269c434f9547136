import type { Machine } from '@capi/api';
import { setConditions } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Observation, SeenSet } from '../observation.ts';

/**
 * The deployment's Machines as its present spec judges them. A Machine of a set that is outdated says so only once its own
 * controller has noticed; until then its condition is of an older generation of the deployment and would count as up to date.
 */
export const judgedMachines = (seen: Observation): readonly DeepReadonly<Machine>[] =>
  seen.sets.flatMap((set) => set.machines.map((machine) => judged(seen, set, machine)));

function judged({ now }: Observation, { outdatedBecause }: SeenSet, machine: DeepReadonly<Machine>): DeepReadonly<Machine> {
  if (outdatedBecause.length === 0) return machine;
  const message = outdatedBecause.map((line) => `* ${line}`).join('\n');
  const conditions = setConditions(machine.status?.conditions, [{ type: 'UpToDate', status: 'False', reason: 'NotUpToDate', message }], {
    now,
  });
  return { ...machine, status: { ...machine.status, conditions } };
}
