import { scaleUpCurrent } from './scale-up-current.ts';
import { oldestFirst, sum, type Intents, type RolloutInput } from './set-counts.ts';

/**
 * One step of an update that leaves old Machines alone until somebody deletes them: an old set never makes anew what was deleted,
 * the current set takes its place, and what is too much altogether comes off the oldest set.
 * @returns the sets whose `spec.replicas` should change
 * @see upstream v1.14.0 core/reconcilers/machinedeployment, OnDelete planner (behaviour; the excess here is taken off the reduced size)
 */
export function planOnDelete(input: RolloutInput): Intents {
  const { current, old, replicas } = input;
  const intents = new Map<string, number>();
  const grown = scaleUpCurrent(input, 0);
  if (grown !== current.desired) intents.set(current.name, grown);
  const kept = new Map(old.map((set) => [set.name, Math.min(set.desired, set.existing)]));
  let excess = sum(old, (set) => kept.get(set.name) ?? 0) + grown - replicas;
  for (const set of oldestFirst(old)) {
    const keeps = kept.get(set.name) ?? 0;
    const next = keeps - Math.min(Math.max(excess, 0), keeps);
    excess -= keeps - next;
    if (next !== set.desired) intents.set(set.name, next);
  }
  return intents;
}
