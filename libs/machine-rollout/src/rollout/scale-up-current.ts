import { committed, type RolloutInput } from './set-counts.ts';

/**
 * How many Machines the current MachineSet should want. Growth stops at `replicas + surge` over all sets; a current set that is
 * larger than the deployment shrinks at once, whatever its Machines' availability.
 * @param surge Machines that may exist beyond the wanted number; zero for OnDelete
 * @see upstream v1.14.0 core/reconcilers/machinedeployment (behaviour)
 */
export function scaleUpCurrent({ replicas, current, old }: RolloutInput, surge: number): number {
  if (current.desired >= replicas) return replicas;
  const room = replicas + surge - committed([current, ...old]);
  return room <= 0 ? current.desired : current.desired + Math.min(room, replicas - current.desired);
}
