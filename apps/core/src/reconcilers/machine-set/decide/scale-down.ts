import { annotations, type Machine } from '@capi/api';
import { find } from '@capi/conditions';
import { byDeletePriority, type Candidate } from '@capi/machine-rollout';
import { parseInstant, type DeepReadonly } from '@capi/seams';

import type { Rule } from './plan.ts';

/** Deletes the Machines that are too many, least wanted first. Those already going count towards the number. */
export const scaleDown: Rule = ({ machineSet, machines, now }) => {
  const surplus = machines.length - (machineSet.spec.replicas ?? 1);
  if (surplus <= 0) return undefined;
  const ordered = byDeletePriority(
    machines.map(({ machine }) => candidate(machine)),
    machineSet.spec.deletion?.order ?? 'Random',
    now,
  );
  const names = ordered
    .slice(0, surplus)
    .filter((victim) => !victim.deleting)
    .map((victim) => victim.name);
  return names.length === 0 ? undefined : { step: 'delete', names };
};

const candidate = (machine: DeepReadonly<Machine>): Candidate => ({
  name: machine.metadata.name,
  createdAt: parseInstant(machine.metadata.creationTimestamp ?? ''),
  deleting: machine.metadata.deletionTimestamp !== undefined,
  marked: machine.metadata.annotations?.[annotations.deleteMachine] !== undefined,
  updating: machine.metadata.annotations?.[annotations.updateInProgress] !== undefined,
  unhealthy:
    machine.status?.nodeRef === undefined ||
    ['NodeHealthy', 'HealthCheckSucceeded'].some((type) => find(machine.status?.conditions, type)?.status === 'False'),
});
