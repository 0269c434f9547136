import type { Taint } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { SeenRollout } from '../../observation.ts';

const uninitialized = { key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' } as const;
const outdatedRevision = { key: 'node.cluster.x-k8s.io/outdated-revision', effect: 'PreferNoSchedule' } as const;

/**
 * A Node's taints: no longer "uninitialized" now that its labels are there, and "outdated" while its MachineSet is behind, so
 * that Pods which a rollout moves land on Nodes that stay.
 * @param rollout absent for Machines outside a MachineDeployment, whose Nodes are never outdated
 */
export function desiredTaints(taints: DeepReadonly<Taint[]>, rollout: SeenRollout | undefined): DeepReadonly<Taint[]> {
  const kept = taints.filter((taint) => !is(taint, uninitialized));
  if (rollout === undefined) return kept;
  if (!rollout.revisionBehind) return kept.filter((taint) => !is(taint, outdatedRevision));
  return kept.some((taint) => is(taint, outdatedRevision)) ? kept : [...kept, outdatedRevision];
}

const is = (taint: DeepReadonly<Taint>, other: DeepReadonly<Taint>): boolean => taint.key === other.key && taint.effect === other.effect;
