import type { Observation, SeenMachine } from '../observation.ts';
import { failingHealth } from './components.ts';
import type { Blocker } from './plan.ts';
import { keepsQuorum } from './quorum.ts';

/**
 * What stands against changing the control plane now; empty means go ahead. One operation at a time is the point: a deleting Machine
 * stops every change, a failing one all but its own removal. The first Machine is never held back.
 * @param leaving the Machine about to be removed; left out when one is about to be added
 * @see upstream v1.14.0 controlplane/kubeadm/reconcilers/kubeadmcontrolplane/preflight.go (behaviour)
 */
export function preflight(seen: Observation, leaving?: SeenMachine): readonly Blocker[] {
  if (seen.machines.length === 0) return [];
  if (leaving === undefined && seen.certificates.missing.length > 0) {
    return [{ kind: 'certificates-missing', purposes: seen.certificates.missing }];
  }
  const deleting = seen.machines.filter((machine) => machine.deletingSince !== undefined);
  if (deleting.length > 0) return deleting.map(({ name }) => ({ kind: 'machine-deleting', machine: name }));
  // The place of a Machine that is being replaced may be filled although others fail too, as long as one works and etcd keeps quorum.
  if (leaving === undefined && seen.remediation.inProgress !== undefined && canTakeReplacement(seen)) return [];
  return seen.machines
    .filter((machine) => machine.name !== leaving?.name)
    .map((machine) => ({ machine, conditions: machine.node === undefined ? ['NodeRef'] : failingHealth(seen, machine) }))
    .filter(({ conditions }) => conditions.length > 0)
    .map(({ machine, conditions }) => ({ kind: 'machine-failing', machine: machine.name, conditions }));
}

function canTakeReplacement(seen: Observation): boolean {
  const works = seen.machines.some((machine) => machine.node !== undefined && failingHealth(seen, machine).length === 0);
  return works && (!seen.stackedEtcd || (seen.etcd.kind === 'read' && seen.etcd.members.length > 0 && keepsQuorum(seen, { adding: true })));
}
