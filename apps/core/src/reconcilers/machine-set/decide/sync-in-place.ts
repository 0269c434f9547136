import { annotations as annotationNames, fieldManagers, type Machine } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { hasMetadata } from '../../../apply/owned-keys.ts';
import type { SeenReference } from '../../../external/seen-reference.ts';
import { same } from '../../../json/same.ts';
import type { Observation, SeenCompanion } from '../observation.ts';
import { desiredMachine, labelsOf } from './new-machine.ts';
import type { CompanionSync } from './plan.ts';

/**
 * Machines whose labels, annotations, readiness gates, deletion timeouts, minReadySeconds or taints are behind the template: these
 * change in place. One that is being deleted is left as it is.
 */
export function syncMachines(seen: Observation): readonly DeepReadonly<Machine>[] {
  return seen.machines.flatMap(({ machine }) => {
    if (machine.metadata.deletionTimestamp !== undefined) return [];
    const desired = desiredMachine(seen, machine.metadata.name, machine);
    const isSame =
      (['readinessGates', 'minReadySeconds', 'taints'] as const).every((field) => same(machine.spec[field], desired.spec[field])) &&
      same(machine.spec.deletion, desired.spec.deletion);
    return isSame && hasMetadata(machine, desired.metadata, [fieldManagers.machineSet]) ? [] : [desired];
  });
}

/** Bootstrap configs and infrastructure machines whose labels or annotations are behind the template. */
export function syncCompanions(seen: Observation): readonly CompanionSync[] {
  return seen.machines.flatMap(({ machine, bootstrap, infrastructure }) => [
    ...companion(seen, machine.metadata.name, 'bootstrap', bootstrap),
    ...companion(seen, machine.metadata.name, 'infrastructure', infrastructure),
  ]);
}

function companion(
  seen: Observation,
  machine: string,
  of: CompanionSync['of'],
  reference: SeenReference<SeenCompanion>,
): readonly CompanionSync[] {
  if (reference.state !== 'found' || reference.deleting) return [];
  const labels = changes(reference.labels, labelsOf(seen.machineSet), reference.ownedLabels);
  const wanted = seen.machineSet.spec.template.metadata?.annotations ?? {};
  const annotations = changes(
    reference.annotations,
    wanted,
    reference.ownedAnnotations.filter((key) => !origins.includes(key)),
  );
  return Object.keys(labels).length + Object.keys(annotations).length === 0 ? [] : [{ machine, of, labels, annotations }];
}

/** Where a companion was cloned from is part of it, not of the template's metadata. */
const origins: readonly string[] = [annotationNames.clonedFromName, annotationNames.clonedFromGroupKind];

function changes(
  have: Readonly<Record<string, string>>,
  want: Readonly<Record<string, string>>,
  owned: readonly string[],
): Record<string, string | null> {
  const changed = Object.entries(want).filter(([key, value]) => have[key] !== value);
  const gone = owned.filter((key) => key in have && !(key in want));
  return Object.fromEntries([...changed, ...gone.map((key) => [key, null] as const)]);
}
