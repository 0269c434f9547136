import { oldestFirst, sum, type Intents, type SetCounts } from './set-counts.ts';

/**
 * What a deployment whose rollout is paused does about its size: nothing is replaced, but the wanted number is kept. The sets that
 * have Machines share the change in proportion to their sizes, the largest takes what rounding leaves over.
 * @param current absent while no set has the deployment's template: a paused deployment makes none
 * @see upstream v1.14.0 core/reconcilers/machinedeployment, sync while paused (behaviour; upstream's shares round to zero, section 6.9 #17)
 */
export function planPaused(input: {
  readonly replicas: number;
  readonly surge: number;
  readonly current?: SetCounts | undefined;
  readonly old: readonly SetCounts[];
}): Intents {
  const { replicas, surge, current, old } = input;
  const all = [...(current === undefined ? [] : [current]), ...old];
  const active = all.filter((set) => set.desired > 0);
  const only = active.length === 1 ? active[0] : active.length === 0 ? (current ?? oldestFirst(old).at(-1)) : undefined;
  if (only !== undefined) return changes([only], new Map([[only.name, replicas]]));
  const saturated = current !== undefined && current.desired === replicas && current.available === replicas;
  if (saturated) return changes(old, new Map(old.map((set) => [set.name, 0])));
  return changes(active, proportions(active, replicas, replicas === 0 ? 0 : replicas + surge));
}

function proportions(active: readonly SetCounts[], replicas: number, most: number): Map<string, number> {
  const have = sum(active, (set) => set.desired);
  // Between the wanted number and the surge above it a rollout may have stopped anywhere: that is no reason to scale.
  const wanted = have > most ? most : have < replicas ? replicas : have;
  const shares = new Map(active.map((set) => [set.name, Math.floor((set.desired * wanted) / have)]));
  const largest = active.toSorted((left, right) => right.desired - left.desired || left.createdAt - right.createdAt)[0];
  const given = [...shares.values()].reduce((total, share) => total + share, 0);
  if (largest !== undefined) shares.set(largest.name, (shares.get(largest.name) ?? 0) + wanted - given);
  return shares;
}

const changes = (sets: readonly SetCounts[], wanted: ReadonlyMap<string, number>): Intents =>
  new Map(sets.flatMap((set) => (wanted.get(set.name) === set.desired ? [] : [[set.name, wanted.get(set.name) ?? set.desired]])));
