import type { Instant } from '@capi/seams';

import { templateDifferences, type ReplacingFields } from './template-differences.ts';

/** What the choice of the current MachineSet looks at. */
export interface MachineSetCandidate {
  readonly name: string;
  readonly createdAt: Instant;
  readonly replicas: number;
  readonly template: ReplacingFields;
}

/**
 * The MachineSet that already is what the deployment asks for; undefined when one has to be made. Among several that match, the
 * largest and then the oldest wins.
 * @param rollOutAfter Machines made before this are outdated whatever their template; it counts once it has passed
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour)
 */
export function currentMachineSet<C extends MachineSetCandidate>(
  candidates: readonly C[],
  desired: ReplacingFields,
  { rollOutAfter, now }: { readonly rollOutAfter: Instant | undefined; readonly now: Instant },
): C | undefined {
  const expired = rollOutAfter !== undefined && rollOutAfter <= now ? rollOutAfter : undefined;
  return candidates
    .toSorted((left, right) => right.replicas - left.replicas || left.createdAt - right.createdAt || (left.name < right.name ? -1 : 1))
    .find((set) => templateDifferences(set.template, desired).length === 0 && (expired === undefined || set.createdAt >= expired));
}

/**
 * Why the Machines of a set are not what the deployment asks for; empty when they are.
 * @param rollOutAfter as in {@link currentMachineSet}
 */
export function outdatedBecause(
  set: MachineSetCandidate,
  desired: ReplacingFields,
  { rollOutAfter, now }: { readonly rollOutAfter: Instant | undefined; readonly now: Instant },
): readonly string[] {
  const differences = templateDifferences(set.template, desired);
  const tooOld = rollOutAfter !== undefined && rollOutAfter <= now && set.createdAt < rollOutAfter;
  return tooOld ? [...differences, 'MachineDeployment spec.rolloutAfter expired'] : differences;
}
