import { awaitChange, recheck, type Next } from '@capi/controller-runtime';
import { between, milliseconds, minutes, seconds, type Duration } from '@capi/seams';

import type { Plan } from './decide/plan.ts';
import type { Observation } from './observation.ts';

/**
 * When to look again without being woken. Machines, Nodes, pods, Secrets and connections wake us; what remains are kubeadm-config, which
 * no watch shows, the state of etcd, and dates in the spec and in certificates.
 * @param so.plan what is waited for, if anything
 * @param so.lag in which time something is still to be told; absent when all was
 */
export function next(seen: Observation, { plan, lag }: { readonly plan: Plan; readonly lag?: Duration }): Next {
  const due = nextLook(seen, plan);
  const isSooner = lag === undefined || (due.kind === 'recheck' && due.after <= lag);
  return isSooner ? due : recheck(lag, 'small news is told together');
}

function nextLook(seen: Observation, plan: Plan): Next {
  if (seen.deleting || seen.pausedBy.length > 0 || seen.workload.kind === 'disconnected') return awaitChange;
  if (!seen.initialized) {
    return seen.machines.length > 0 ? recheck(milliseconds(500), 'kubeadm-config of a workload cluster shows in no watch') : awaitChange;
  }
  if (seen.etcd.kind === 'external') return recheck(minutes(10), 'dates of rollouts and certificates come without an event');
  const [blocker] = plan.step === 'wait' ? plan.blockers : [];
  if (blocker?.kind === 'load-balancers-unaware') return recheck(between(seen.now, blocker.until), 'load balancers hear of a deletion');
  if (!isEtcdSettled(seen)) return recheck(seconds(1), 'etcd settles without telling anybody');
  return recheck(plan.step === 'wait' ? seconds(5) : minutes(1), 'etcd reports its health to nobody');
}

/** Every Machine with a Node has a healthy member, and every member has such a Machine. */
function isEtcdSettled(seen: Observation): boolean {
  if (seen.etcd.kind !== 'read') return false;
  const members = seen.machines.filter((machine) => machine.node !== undefined && machine.deletingSince === undefined);
  const leaving = seen.machines.filter((machine) => machine.deletingSince !== undefined);
  return (
    members.every((machine) => machine.health.EtcdMemberHealthy?.status === 'True') &&
    seen.etcd.members.length <= members.length + leaving.length
  );
}
