import { planOnDelete, planPaused, planRollingUpdate, type Intents, type SetCounts } from '@capi/machine-rollout';
import { isSameJson, unreachable } from '@capi/seams';

import { hasMetadata, hasMore } from '../../../apply/owned-keys.ts';
import { isBehind } from '../../../generation.ts';
import type { Observation, SeenSet } from '../observation.ts';
import { countsOf } from './counts.ts';
import { createdAt, currentSet } from './current-set.ts';
import { desiredMachineSet, nameNewSet } from './desired-machine-set.ts';
import { limitsOf } from './limits.ts';
import type { AppliedSet, Blocker, Rule } from './plan.ts';

/**
 * Brings the sets to what the deployment asks for: makes the current one when there is none, resizes them by the strategy, and
 * hands down what may change in place. The current set comes first, then the oldest.
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour)
 */
export const rollOut: Rule = (seen) => {
  const current = currentSet(seen);
  if (current === undefined && seen.deployment.spec.paused !== true) {
    const blockers = missingTemplates(seen);
    if (isSome(blockers)) return { step: 'wait', blockers };
  }
  const old = seen.sets.filter((set) => set !== current && set.machineSet.metadata.deletionTimestamp === undefined);
  const intents = resize(seen, current, old);
  const sets = [...currentOrNew(seen, current, intents), ...oldestFirst(old).flatMap((set) => changed(seen, set, intents, false))];
  return sets.length === 0 ? undefined : { step: 'apply', sets };
};

function resize(seen: Observation, current: SeenSet | undefined, old: readonly SeenSet[]): Intents {
  const { deployment } = seen;
  const replicas = deployment.spec.replicas ?? 1;
  const input = { replicas, current: current === undefined ? unmade(seen) : countsOf(current), old: old.map(countsOf) };
  if (deployment.spec.paused === true) {
    return planPaused({
      replicas,
      surge: limitsOf(seen).surge,
      current: current === undefined ? undefined : countsOf(current),
      old: input.old,
    });
  }
  const strategy = deployment.spec.rollout?.strategy?.type ?? 'RollingUpdate';
  switch (strategy) {
    case 'RollingUpdate':
      return planRollingUpdate(input, limitsOf(seen));
    case 'OnDelete':
      return planOnDelete(input);
    default:
      return unreachable(strategy);
  }
}

const unmade = (seen: Observation): SetCounts => ({ name: nameNewSet(seen), createdAt: seen.now, desired: 0, existing: 0, available: 0 });

function currentOrNew(seen: Observation, current: SeenSet | undefined, intents: Intents): readonly AppliedSet[] {
  if (current !== undefined) return changed(seen, current, intents, true);
  if (seen.deployment.spec.paused === true) return [];
  const replicas = intents.get(nameNewSet(seen)) ?? 0;
  return [{ cause: 'create', machineSet: desiredMachineSet(seen, undefined, { replicas, isCurrent: true }) }];
}

function changed(seen: Observation, set: SeenSet, intents: Intents, isCurrent: boolean): readonly AppliedSet[] {
  const have = set.machineSet.spec.replicas ?? 0;
  const replicas = intents.get(set.machineSet.metadata.name) ?? have;
  const machineSet = desiredMachineSet(seen, set.machineSet, { replicas, isCurrent });
  if (replicas !== have) return [{ cause: 'scale', machineSet, scaledFrom: have }];
  // Applying takes away what was applied before and is not wanted any more.
  const isOver = isBehind(seen.stored) && hasMore(set.machineSet, machineSet.metadata);
  const isSettled = isSameJson(set.machineSet.spec, machineSet.spec) && hasMetadata(set.machineSet, machineSet.metadata) && !isOver;
  return isSettled ? [] : [{ cause: 'update', machineSet }];
}

const oldestFirst = (sets: readonly SeenSet[]): readonly SeenSet[] => sets.toSorted((left, right) => createdAt(left) - createdAt(right));

/** Templates that a new set would need and that are not there. */
export function missingTemplates({ templates, deployment }: Observation): readonly Blocker[] {
  const { infrastructureRef, bootstrap } = deployment.spec.template.spec;
  return [
    ...(templates.infrastructure.state === 'found' ? [] : [missing(infrastructureRef.kind, infrastructureRef.name)]),
    ...(bootstrap.configRef === undefined || templates.bootstrap.state === 'found'
      ? []
      : [missing(bootstrap.configRef.kind, bootstrap.configRef.name)]),
  ];
}

const missing = (kind: string, name: string): Blocker => ({ kind: 'template-missing', template: `${kind} ${name}` });
const isSome = (blockers: readonly Blocker[]): blockers is readonly [Blocker, ...Blocker[]] => blockers.length > 0;
