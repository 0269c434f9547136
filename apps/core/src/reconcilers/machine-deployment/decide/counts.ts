import type { Machine } from '@capi/api';
import { isTrue } from '@capi/conditions';
import type { SetCounts } from '@capi/machine-rollout';
import type { DeepReadonly } from '@capi/seams';

import type { SeenSet } from '../observation.ts';
import { createdAt } from './current-set.ts';

/** A set in numbers, counted from its Machines rather than from its status, so that all numbers are of the same moment. */
export const countsOf = (seen: SeenSet): SetCounts => ({
  name: seen.machineSet.metadata.name,
  createdAt: createdAt(seen),
  desired: seen.machineSet.spec.replicas ?? 0,
  existing: seen.machines.length,
  available: seen.machines.filter((machine) => holds(machine, 'Available')).length,
});

/** Whether a Machine that is there to stay has this condition. */
export const holds = (machine: DeepReadonly<Machine>, type: string): boolean =>
  machine.metadata.deletionTimestamp === undefined && isTrue(machine.status?.conditions, type);
