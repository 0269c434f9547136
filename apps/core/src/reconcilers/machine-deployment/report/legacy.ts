import type { LegacyCondition, MachineDeploymentStatus } from '@capi/api';
import { isTrue, legacyFalse, legacySummary, legacyTrue, setLegacyConditions } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { currentSet } from '../decide/current-set.ts';
import { limitsOf } from '../decide/limits.ts';
import type { Observation, SeenSet } from '../observation.ts';

/** The part of the status that the v1beta1 API showed. */
export type LegacyStatus = DeepReadonly<NonNullable<NonNullable<MachineDeploymentStatus['deprecated']>['v1beta1']>>;

/**
 * Counters and conditions of the v1beta1 API, for clients that still read them.
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour)
 */
export function legacyStatus(seen: Observation): LegacyStatus {
  const { deployment, sets, stored, now } = seen;
  const machines = sets.flatMap((set) => set.machines);
  const available = machines.filter(({ status }) => isTrue(status?.conditions, 'Available')).length;
  const current = currentSet(seen);
  const least = (deployment.spec.replicas ?? 1) - limitsOf(seen).unavailable;
  const parts = [
    available >= least
      ? legacyTrue('Available')
      : legacyFalse(
          'Available',
          'WaitingForAvailableMachines',
          'Warning',
          `Minimum availability requires ${least} replicas, current ${available} available`,
        ),
    isComplete(current) ? legacyTrue('MachineSetReady') : legacyFalse('MachineSetReady', 'WaitingForMachineSet', 'Info'),
  ];
  const ready = legacySummary(parts, { of: ['Available'] });
  const conditions: LegacyCondition[] = setLegacyConditions(
    stored.status?.deprecated?.v1beta1?.conditions,
    ready === undefined ? parts : [...parts, ready],
    now,
  );
  const desired = sets.reduce((total, { machineSet }) => total + (machineSet.spec.replicas ?? 0), 0);
  return {
    conditions,
    availableReplicas: available,
    readyReplicas: machines.filter(({ status }) => isTrue(status?.conditions, 'NodeReady')).length,
    unavailableReplicas: Math.max(desired - available, 0),
    updatedReplicas: current?.machines.length ?? 0,
  };
}

/** Whether a set has all its Machines, with Nodes that are ready: seen on the Machines, so that the set's status need not be awaited. */
function isComplete(set: SeenSet | undefined): boolean {
  if (set === undefined || set.machines.length !== (set.machineSet.spec.replicas ?? 0)) return false;
  return set.machines.every(({ status }) => isTrue(status?.conditions, 'Ready'));
}
