import { wait, type Rule } from './plan.ts';
import { keepsQuorum } from './quorum.ts';

/**
 * Removes etcd members that no Machine stands for, such as those of Machines that went without our hook. While a Machine has no Node
 * yet, a member that nobody seems to own may be its own, so nothing is removed.
 * @see upstream v1.14.0 controlplane/kubeadm (reconciliation of etcd members, behaviour)
 */
export const strayMembers: Rule = (seen) => {
  if (seen.etcd.kind !== 'read' || seen.machines.length === 0) return undefined;
  if (seen.machines.some((machine) => machine.node === undefined)) return undefined;
  const known = new Set(seen.machines.map((machine) => machine.node));
  const [stray] = seen.etcd.members.filter((member) => !known.has(member.name)).sort((one, other) => (one.name < other.name ? -1 : 1));
  if (stray === undefined) return undefined;
  // A member without a name never started; it takes part in no majority and only stands in the way of the next change.
  if (stray.name !== '' && !keepsQuorum(seen, { removing: stray.name })) {
    return wait('release', [{ kind: 'quorum-at-risk', member: stray.name }]);
  }
  return { step: 'remove-stray-member', id: stray.id, member: stray.name };
};
