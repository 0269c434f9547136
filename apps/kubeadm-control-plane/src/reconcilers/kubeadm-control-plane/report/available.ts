import { KcpConditions, type Verdict } from '@capi/api';
import { find } from '@capi/conditions';
import { between, minutes } from '@capi/seams';

import { failingHealth } from '../decide/components.ts';
import type { Observation } from '../observation.ts';
import { keep } from './cluster-health.ts';

/** How long after initialisation etcd may take to answer for the first time. */
const settling = minutes(2);

/**
 * Whether the control plane can be relied on: certificates, one complete set of components, and a working majority in etcd.
 * @see upstream v1.14.0 controlplane/kubeadm/reconcilers/kubeadmcontrolplane/status.go (behaviour)
 */
export function available(seen: Observation): Verdict<'Available'> {
  if (seen.deleting) return no('Control plane metadata.deletionTimestamp is set');
  if (!seen.initialized) return no('Control plane not yet initialized');
  if (seen.workload.kind === 'disconnected') return withoutConnection(seen);
  if (seen.stackedEtcd && seen.etcd.kind === 'unread') return withoutEtcd(seen, seen.etcd.why);
  const problems = [
    ...(seen.certificates.missing.length > 0
      ? [`Control plane certificates are not available: ${seen.certificates.missing.join(', ')}`]
      : []),
    ...(seen.machines.some((machine) => machine.providerID !== undefined && failingHealth(seen, machine).length === 0)
      ? []
      : ['There are no Machines with all control plane components healthy']),
    ...etcdProblems(seen),
  ];
  return problems.length === 0
    ? KcpConditions.verdict('Available', 'True', 'Available')
    : no(problems.map((line) => `* ${line}`).join('\n'));
}

const no = (message: string): Verdict<'Available'> => KcpConditions.verdict('Available', 'False', 'NotAvailable', message);

function withoutConnection(seen: Observation): Verdict<'Available'> {
  const stored = find(seen.conditions, 'Available');
  if (stored !== undefined && seen.workload.kind === 'disconnected' && !seen.workload.silent) return keep('Available', stored);
  return KcpConditions.verdict('Available', 'Unknown', 'InspectionFailed', 'Remote connection not established');
}

function withoutEtcd(seen: Observation, why: string): Verdict<'Available'> {
  const fresh = seen.initializedSince === undefined || between(seen.initializedSince, seen.now) < settling;
  return fresh
    ? no(`Waiting for etcd to answer: ${why}`)
    : KcpConditions.verdict('Available', 'Unknown', 'InspectionFailed', `Etcd does not answer: ${why}`);
}

function etcdProblems(seen: Observation): readonly string[] {
  if (seen.etcd.kind !== 'read') return [];
  const { members } = seen.etcd;
  const voting = members.filter((member) => member.name !== '' && !member.learner);
  const provisioning = seen.machines.filter((machine) => machine.node === undefined);
  const working = voting.filter((member) => {
    const machine = seen.machines.find(({ node }) => node === member.name);
    // The member of the one Machine that has no Node yet shows before the Node does.
    if (machine === undefined) return provisioning.length === 1 && member.alarms.length === 0;
    return machine.deletingSince === undefined ? machine.health.EtcdMemberHealthy?.status === 'True' : member.alarms.length === 0;
  });
  const needed = Math.floor(voting.length / 2) + 1;
  return working.length >= needed
    ? []
    : [`Etcd has ${working.length} healthy of ${voting.length} voting members, at least ${needed} are required for quorum`];
}
