import { type LegacyCondition, type Machine } from '@capi/api';
import { isTrue, legacyAggregate, legacyFalse, legacySummary, legacyTrue, setLegacyConditions, type LegacyVerdict } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { describe } from '../decide/describe.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** The part of the status that the v1beta1 API showed. */
export interface LegacyStatus {
  readonly availableReplicas: number;
  readonly readyReplicas: number;
  readonly fullyLabeledReplicas: number;
  readonly conditions: LegacyCondition[];
}

/**
 * Counters and conditions of the v1beta1 API, for clients that still read them. A Machine counts as ready here by its Node.
 * @see upstream v1.14.0 core/reconcilers/machineset (behaviour)
 */
export function legacyStatus(seen: Observation, plan: Plan): LegacyStatus {
  const machines = seen.machines.map(({ machine }) => machine);
  const wanted = Object.entries(seen.machineSet.spec.template.metadata?.labels ?? {});
  const ready = machines.filter((machine) => isTrue(machine.status?.conditions, 'NodeReady')).length;
  const before = seen.stored.status?.deprecated?.v1beta1?.conditions;
  const parts = [created(seen, plan), resized(seen, ready), machinesReady(machines)].filter((part) => part !== undefined);
  const summary = legacySummary(parts, { of: ['MachinesCreated', 'Resized', 'MachinesReady'] });
  return {
    readyReplicas: ready,
    availableReplicas: machines.filter((machine) => isTrue(machine.status?.conditions, 'Available')).length,
    fullyLabeledReplicas: machines.filter(({ metadata }) => wanted.every(([key, value]) => metadata.labels?.[key] === value)).length,
    conditions: setLegacyConditions(before, summary === undefined ? parts : [...parts, summary], seen.now),
  };
}

function created(seen: Observation, plan: Plan): LegacyVerdict | undefined {
  if (plan.kind === 'tend' && plan.next.step === 'wait') {
    return legacyFalse('MachinesCreated', 'PreflightCheckFailed', 'Error', plan.next.blockers.map(describe).join('; '));
  }
  return seen.machines.length >= desired(seen) ? legacyTrue('MachinesCreated') : undefined;
}

function resized(seen: Observation, ready: number): LegacyVerdict | undefined {
  const [have, want] = [seen.machines.length, desired(seen)];
  if (have < want) return legacyFalse('Resized', 'ScalingUp', 'Warning', `Scaling up MachineSet to ${want} replicas (actual ${have})`);
  if (have > want) return legacyFalse('Resized', 'ScalingDown', 'Warning', `Scaling down MachineSet to ${want} replicas (actual ${have})`);
  return ready === have ? legacyTrue('Resized') : undefined;
}

const desired = ({ machineSet }: Observation): number => machineSet.spec.replicas ?? 1;

function machinesReady(machines: readonly DeepReadonly<Machine>[]): LegacyVerdict | undefined {
  if (machines.length === 0) return legacyTrue('MachinesReady');
  const sources = machines.map(({ metadata, status }) => ({
    kind: 'Machine',
    name: metadata.name,
    conditions: status?.deprecated?.v1beta1?.conditions,
  }));
  return legacyAggregate('MachinesReady', sources, { isNamingSource: true });
}
