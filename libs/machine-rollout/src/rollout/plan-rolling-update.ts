import type { RolloutLimits } from './rollout-limits.ts';
import { scaleUpCurrent } from './scale-up-current.ts';
import { oldestFirst, sum, type Intents, type RolloutInput, type SetCounts } from './set-counts.ts';

/**
 * One step of a rolling update: the current MachineSet grows into the surge, the old ones give up what availability allows,
 * unavailable Machines first. Pure; running it again on its own outcome with nothing else changed plans nothing new.
 * @returns the sets whose `spec.replicas` should change
 * @see upstream v1.14.0 core/reconcilers/machinedeployment, rollout planner (behaviour)
 */
export function planRollingUpdate(input: RolloutInput, limits: RolloutLimits): Intents {
  const intents = new Map<string, number>();
  const grown = scaleUpCurrent(input, limits.surge);
  if (grown !== input.current.desired) intents.set(input.current.name, grown);
  scaleDownOld(input, limits, intents);
  breakDeadlock(input, intents);
  return intents;
}

function scaleDownOld({ replicas, current, old }: RolloutInput, limits: RolloutLimits, intents: Map<string, number>): void {
  const all = [current, ...old];
  const wantedOf = (set: SetCounts): number => intents.get(set.name) ?? set.desired;
  if (sum(old, (set) => set.desired) === 0) return;
  const minAvailable = Math.max(replicas - limits.unavailable, 0);
  const leaving = sum(all, (set) => Math.max(set.existing - Math.min(set.desired, wantedOf(set)), 0));
  const notYetAvailable = Math.max(current.desired - current.available, 0);
  let budget = Math.max(sum(all, (set) => set.desired) - leaving - minAvailable - notYetAvailable, 0);
  let available = sum(all, (set) => set.available);

  const shrink = (set: SetCounts, atMost: number): void => {
    const wanted = wantedOf(set);
    const next = keepAvailable(set, wanted, wanted - Math.min(atMost, budget, wanted), available - minAvailable);
    if (next >= wanted) return;
    intents.set(set.name, next);
    budget -= wanted - next;
    available -= Math.min(set.available, Math.max(set.existing - next, 0));
  };
  const oldest = oldestFirst(old);
  // A Machine that serves nobody goes before one that does.
  for (const set of oldest) shrink(set, Math.max(wantedOf(set) - set.available, 0));
  for (const set of oldest) shrink(set, wantedOf(set));
}

/** The smallest size down to `aimed` that takes no more Machines of a set that serves than can be spared. */
function keepAvailable(set: SetCounts, wanted: number, aimed: number, spare: number): number {
  if (set.available === 0 || Math.max(set.existing - aimed, 0) <= spare) return aimed;
  return Math.min(set.existing - Math.max(spare, 0), wanted);
}

/**
 * When everything has settled, every current Machine is available, and old ones that are not available still hold the room,
 * nothing above would ever move again: one of them goes, even below the availability that was asked for.
 */
function breakDeadlock({ current, old }: RolloutInput, intents: Map<string, number>): void {
  const settled = [current, ...old].every((set) => set.desired === set.existing) && intents.size === 0;
  if (!settled || current.available < current.existing) return;
  const stuck = oldestFirst(old).find((set) => set.existing > set.available && set.desired > 0);
  if (stuck !== undefined) intents.set(stuck.name, stuck.desired - 1);
}
