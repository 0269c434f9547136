import { annotations as annotationNames, type Machine } from '@capi/api';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import { extraKeys, hasMetadata, hasMore } from '../../../apply/owned-keys.ts';
import type { SeenReference } from '../../../external/seen-reference.ts';
import type { Observation, SeenCompanion } from '../observation.ts';
import { desiredMachine, labelsOf } from './new-machine.ts';
import type { CompanionSync } from './plan.ts';

/**
 * Machines whose labels, annotations, readiness gates, deletion timeouts, minReadySeconds or taints are behind the template: these
 * change in place. One that is being deleted is left as it is. After a change of the set also those that have more than it wants:
 * applying takes away what was applied before.
 */
export function syncMachines(seen: Observation): readonly DeepReadonly<Machine>[] {
  return seen.machines.flatMap(({ machine }) => {
    if (machine.metadata.deletionTimestamp !== undefined) return [];
    const desired = desiredMachine(seen, machine.metadata.name, machine);
    const isSame =
      (['readinessGates', 'minReadySeconds', 'taints'] as const).every((field) => isSameJson(machine.spec[field], desired.spec[field])) &&
      isSameJson(machine.spec.deletion, desired.spec.deletion);
    const isOver = seen.mayHaveLeftovers && hasMore(machine, desired.metadata);
    return isSame && hasMetadata(machine, desired.metadata) && !isOver ? [] : [desired];
  });
}

/** Bootstrap configs and infrastructure machines whose labels or annotations are behind the template. */
export function syncCompanions(seen: Observation): readonly CompanionSync[] {
  return seen.machines.flatMap(({ machine, bootstrap, infrastructure }) => [
    ...companion(seen, machine.metadata.name, 'bootstrap', bootstrap),
    ...companion(seen, machine.metadata.name, 'infrastructure', infrastructure),
  ]);
}

/** Where a companion was cloned from is part of it, not of the template's metadata. */
const origins: readonly string[] = [annotationNames.clonedFromName, annotationNames.clonedFromGroupKind];

function companion(
  seen: Observation,
  machine: string,
  of: CompanionSync['of'],
  reference: SeenReference<SeenCompanion>,
): readonly CompanionSync[] {
  if (reference.state !== 'found' || reference.deleting) return [];
  const from = Object.fromEntries(Object.entries(reference.annotations).filter(([key]) => origins.includes(key)));
  const wanted = { labels: labelsOf(seen.machineSet), annotations: { ...seen.machineSet.spec.template.metadata?.annotations, ...from } };
  const isMissing = !hasMetadata({ metadata: reference }, wanted);
  const extra = seen.mayHaveLeftovers
    ? { labels: extraKeys(reference.labels, wanted.labels), annotations: extraKeys(reference.annotations, wanted.annotations) }
    : { labels: [], annotations: [] };
  const isSame = !isMissing && extra.labels.length + extra.annotations.length === 0;
  return isSame ? [] : [{ machine, of, wanted, isMissing, extra }];
}
