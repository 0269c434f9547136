import { holds } from './counts.ts';
import { currentSet } from './current-set.ts';
import type { Rule } from './plan.ts';

/**
 * Once the rollout is complete, sets that are not current and have neither Machines nor a wish for any are deleted. A set goes
 * only after its own controller has seen that it should be empty.
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour; v1beta2 keeps no revision history)
 */
export const removeOldSets: Rule = (seen) => {
  const current = currentSet(seen);
  if (current === undefined || seen.deployment.spec.paused === true) return undefined;
  const replicas = seen.deployment.spec.replicas ?? 1;
  const machines = seen.sets.flatMap((set) => set.machines);
  const isComplete = machines.length === replicas && current.machines.filter((machine) => holds(machine, 'Available')).length === replicas;
  if (!isComplete) return undefined;
  const names = seen.sets
    .filter((set) => set !== current && set.machines.length === 0 && set.machineSet.spec.replicas === 0)
    .filter(
      ({ machineSet }) =>
        machineSet.metadata.deletionTimestamp === undefined &&
        (machineSet.status?.observedGeneration ?? 0) >= (machineSet.metadata.generation ?? 0),
    )
    .map(({ machineSet }) => machineSet.metadata.name);
  return names.length === 0 ? undefined : { step: 'delete', names };
};
