import type { Observation, SeenMachine, SeenMember } from '../observation.ts';

/**
 * Who may lead etcd once `leaving` is gone, as member ids, best first: members known to work, then those of up-to-date Machines (they
 * stay longest), then the newest. Empty when `leaving` does not lead, so nothing has to be handed over.
 */
export function leadershipHeirs(seen: Observation, leaving: SeenMachine): readonly string[] {
  if (!leads(seen, leaving) || seen.etcd.kind !== 'read') return [];
  const { members } = seen.etcd;
  return seen.machines
    .filter((machine) => machine.name !== leaving.name && machine.node !== undefined && machine.deletingSince === undefined)
    .sort((one, other) => rank(one) - rank(other) || other.createdAt - one.createdAt || (one.name < other.name ? -1 : 1))
    .map((machine) => members.find((member) => member.name === machine.node && !member.learner))
    .filter((member): member is SeenMember => member !== undefined)
    .map((member) => member.id);
}

/** Whether the member on this Machine is the leader. */
export function leads(seen: Observation, machine: SeenMachine): boolean {
  if (seen.etcd.kind !== 'read' || seen.etcd.leader === undefined || machine.node === undefined) return false;
  const { members, leader } = seen.etcd;
  return members.some((member) => member.id === leader && member.name === machine.node);
}

const rank = (machine: SeenMachine): number =>
  (machine.health.EtcdMemberHealthy?.status === 'True' ? 0 : 2) + (machine.outdated.length === 0 ? 0 : 1);
