import type { Observation, SeenMember } from '../observation.ts';

/** One change of etcd's membership: a member that leaves, by name, or one that joins. */
export type MembershipChange = { readonly removing: string } | { readonly adding: true };

/**
 * Whether etcd keeps a working majority after the change, judged by what the members look like now. Learners and members that have not
 * started stand in the way of every change: they are about to count, and nobody knows yet whether they work. A member that joins is
 * not counted as working until it has shown that it does, unless it is the first to keep company.
 * @returns false as well when the members could not be read
 * @see upstream v1.14.0 controlplane/kubeadm/pkg (behaviour of the etcd quorum projection)
 */
export function keepsQuorum(seen: Observation, change: MembershipChange): boolean {
  if (seen.etcd.kind !== 'read') return false;
  const leaving = 'removing' in change ? change.removing : undefined;
  const staying = seen.etcd.members.filter((member) => leaving === undefined || member.name !== leaving);
  const voting = staying.filter((member) => member.name !== '' && !member.learner);
  if (voting.length < staying.length) return false;
  const joining = leaving === undefined;
  const joiningWorks = seen.etcd.members.length <= 1;
  const voters = voting.length + (joining ? 1 : 0);
  const working = voting.filter((member) => works(seen, member)).length + (joining && joiningWorks ? 1 : 0);
  return working >= Math.floor(voters / 2) + 1;
}

/** A member without a Machine is judged by its alarms alone. */
function works(seen: Observation, member: SeenMember): boolean {
  const machine = seen.machines.find((candidate) => candidate.node === member.name);
  return machine === undefined ? member.alarms.length === 0 : machine.health.EtcdMemberHealthy?.status === 'True';
}
