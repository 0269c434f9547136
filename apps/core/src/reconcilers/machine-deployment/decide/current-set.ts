import { currentMachineSet } from '@capi/machine-rollout';
import { instant, parseInstant, type Instant } from '@capi/seams';

import type { Observation, SeenSet } from '../observation.ts';

/** The set whose template is the deployment's; undefined when one has to be made. */
export function currentSet({ deployment, sets, now }: Observation): SeenSet | undefined {
  const candidates = sets
    .filter(({ machineSet }) => machineSet.metadata.deletionTimestamp === undefined)
    .map((seen) => ({
      seen,
      name: seen.machineSet.metadata.name,
      createdAt: createdAt(seen),
      replicas: seen.machineSet.spec.replicas ?? 0,
      template: seen.machineSet.spec.template.spec,
    }));
  return currentMachineSet(candidates, deployment.spec.template.spec, {
    now,
    rollOutAfter: parseInstant(deployment.spec.rollout?.after ?? ''),
  })?.seen;
}

/** When a set was made; the start of time when the API server did not say. */
export const createdAt = ({ machineSet }: SeenSet): Instant => parseInstant(machineSet.metadata.creationTimestamp ?? '') ?? instant(0);
