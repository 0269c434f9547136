import type { HealthType, Observation, SeenMachine } from '../observation.ts';

/** The conditions that a working control-plane Machine has; etcd's only where etcd runs on it. */
export function requiredHealth(seen: Pick<Observation, 'stackedEtcd'>): readonly HealthType[] {
  const components: readonly HealthType[] = ['APIServerPodHealthy', 'ControllerManagerPodHealthy', 'SchedulerPodHealthy'];
  return seen.stackedEtcd ? [...components, 'EtcdPodHealthy', 'EtcdMemberHealthy'] : components;
}

/** The required conditions that are not True: unknown and missing ones count as failing, since nobody knows. */
export const failingHealth = (seen: Observation, machine: SeenMachine): readonly HealthType[] =>
  requiredHealth(seen).filter((type) => machine.health[type]?.status !== 'True');

/**
 * Whether at least one Machine other than `leaving` runs a complete set of control-plane components. The etcd member is not asked: the
 * quorum rule looks at all members together.
 */
export const keepsComponents = (seen: Observation, leaving: SeenMachine): boolean =>
  seen.machines.some(
    (machine) => machine.name !== leaving.name && failingHealth(seen, machine).every((type) => type === 'EtcdMemberHealthy'),
  );
