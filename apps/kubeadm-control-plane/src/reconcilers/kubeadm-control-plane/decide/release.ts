import { later } from '@capi/seams';

import type { Observation, SeenMachine } from '../observation.ts';
import { isNonEmpty, whyUnread } from './change-membership.ts';
import { keepsComponents } from './components.ts';
import { leadershipHeirs } from './etcd-farewell.ts';
import { wait, type Blocker, type Plan, type Rule } from './plan.ts';
import { keepsQuorum } from './quorum.ts';

/**
 * Lets go of a deleting Machine once it is drained: moves etcd leadership, removes its member, drops our pre-terminate hook. One
 * Machine at a time, the one that was deleted first. While any Machine is deleting, no later rule gets to speak. A member stays until
 * load balancers have had the time to hear of the deletion: the API server of a node without one fails whatever it is asked.
 * @see upstream v1.14.0 controlplane/kubeadm (pre-terminate hook kcp-cleanup, behaviour)
 */
export const release: Rule = (seen) => {
  const deleting = seen.machines.filter((machine) => machine.deletingSince !== undefined);
  const [machine] = deleting.sort(
    (one, other) => (one.deletingSince ?? 0) - (other.deletingSince ?? 0) || (one.name < other.name ? -1 : 1),
  );
  if (machine === undefined) return undefined;
  const released = deleting.find((candidate) => !candidate.hooked);
  if (released !== undefined) return wait('release', [{ kind: 'machine-deleting', machine: released.name }]);
  if (machine.otherHooks.length > 0) return wait('release', [{ kind: 'hooks-remain', machine: machine.name, hooks: machine.otherHooks }]);
  if (!machine.awaitsHooks) return wait('release', [{ kind: 'not-drained', machine: machine.name }]);
  return seen.machines.length === 1 ? letGo(machine) : farewell(seen, machine);
};

function farewell(seen: Observation, machine: SeenMachine): Plan {
  const blockers: Blocker[] = [];
  if (seen.workload.kind === 'disconnected') blockers.push({ kind: 'workload-unreachable', why: seen.workload.why });
  else if (!keepsComponents(seen, machine)) blockers.push({ kind: 'components-at-risk', machine: machine.name });
  if (isNonEmpty(blockers)) return wait('release', blockers);
  if (!seen.stackedEtcd) return letGo(machine);
  if (seen.etcd.kind !== 'read' || seen.etcd.members.length === 0) {
    return wait('release', [{ kind: 'etcd-unread', why: whyUnread(seen) }]);
  }
  const member = memberNameOf(seen, machine);
  // A Machine without a Node never had a member, or it is a stray one by now, which has a rule of its own.
  if (member === undefined) return letGo(machine);
  if (!seen.etcd.members.some(({ name }) => name === member)) return letGo(machine);
  if (!keepsQuorum(seen, { removing: member })) return wait('release', [{ kind: 'quorum-at-risk', member }]);
  const until = later(machine.deletingSince ?? seen.now, seen.loadBalancerGrace);
  // A deletion that lies ahead was written before a clock was set back.
  const isUnaware = until > seen.now && (machine.deletingSince ?? seen.now) <= seen.now;
  if (isUnaware) return wait('release', [{ kind: 'load-balancers-unaware', machine: machine.name, until }]);
  return {
    step: 'release',
    name: machine.name,
    etcd: { removeMember: member, leadership: leadershipHeirs(seen, { ...machine, node: member }) },
  };
}

const letGo = (machine: SeenMachine): Plan => ({ step: 'release', name: machine.name, etcd: { leadership: [] } });

/** An etcd member is named after its Node. Without a node reference, the one Node with the Machine's provider ID tells. */
function memberNameOf(seen: Observation, machine: SeenMachine): string | undefined {
  if (machine.node !== undefined) return machine.node;
  if (seen.workload.kind === 'disconnected' || machine.providerID === undefined) return undefined;
  const nodes = seen.workload.nodes.filter((node) => node.providerID === machine.providerID);
  return nodes.length === 1 ? nodes[0]?.name : undefined;
}
