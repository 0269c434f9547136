import { KcpMachineConditions, type Verdict } from '@capi/api';
import { legacyFalse, legacyTrue, legacyUnknown, withVerdicts, type LegacyVerdict } from '@capi/conditions';

import type { Finding, HealthType, Observation, SeenMachine } from '../observation.ts';

/** Whether a Machine is as the control plane wants it, and if not, what is outdated: one bullet each. */
export function upToDate(machine: SeenMachine): Verdict<'UpToDate'> {
  if (machine.outdated.length > 0) {
    const message = machine.outdated.map((reason) => `* ${reason}`).join('\n');
    return KcpMachineConditions.verdict('UpToDate', 'False', 'NotUpToDate', message);
  }
  if (machine.kubeletVersion !== undefined && machine.kubeletVersion !== machine.version) {
    const message = `* Waiting for a Node with kubelet version ${machine.version}`;
    return KcpMachineConditions.verdict('UpToDate', 'False', 'Updating', message);
  }
  return KcpMachineConditions.verdict('UpToDate', 'True', 'UpToDate');
}

/** Every condition that a control plane reports on one of its Machines. */
export const machineVerdicts = (machine: SeenMachine): readonly Verdict[] => [
  upToDate(machine),
  ...Object.entries(machine.health).map(([type, finding]) => ({ type, ...finding })),
];

/** The conditions of a Machine as they will be once ours are written: what counts and aggregates are made from. */
export const conditionsOf = (machine: SeenMachine): readonly Verdict[] => withVerdicts(machine.conditions, machineVerdicts(machine));

const legacyReasons: Readonly<Record<string, readonly [reason: string, severity: 'Info' | 'Error']>> = {
  Provisioning: ['PodProvisioning', 'Info'],
  DoesNotExist: ['PodMissing', 'Error'],
  Failed: ['PodFailed', 'Error'],
  Deleting: ['Deleting', 'Info'],
  NotHealthy: ['EtcdMemberUnhealthy', 'Error'],
};

/** The same in the form of the v1beta1 API, which knows the pods and the etcd member only, and says nothing before initialisation. */
export function legacyMachineVerdicts(seen: Observation, machine: SeenMachine): readonly LegacyVerdict[] {
  if (!seen.initialized) return [];
  return Object.entries(machine.health)
    .filter(([type]) => type !== 'NodeKubeadmLabelsAndTaintsSet')
    .map(([type, finding]) => legacyHealth(type as HealthType, finding));
}

function legacyHealth(type: HealthType, { status, reason, message }: Finding): LegacyVerdict {
  if (status === 'True') return legacyTrue(type);
  if (status === 'Unknown')
    return legacyUnknown(type, type === 'EtcdMemberHealthy' ? 'MemberInspectionFailed' : 'PodInspectionFailed', message);
  const [legacyReason, severity] = legacyReasons[reason] ?? [reason, 'Error'];
  return legacyFalse(type, legacyReason, severity, message);
}
