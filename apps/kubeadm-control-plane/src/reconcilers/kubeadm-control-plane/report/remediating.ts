import { KcpConditions, KcpMachineConditions, type Verdict } from '@capi/api';

import { judgeUnhealthy } from '../decide/remediate.ts';
import type { Observation, SeenMachine } from '../observation.ts';

/** Whether an unhealthy Machine is being replaced, or why it is not. */
export function remediating(seen: Observation): Verdict<'Remediating'> {
  const { inProgress } = seen.remediation;
  const verdict = judgeUnhealthy(seen);
  if (inProgress === undefined && verdict === undefined) return KcpConditions.verdict('Remediating', 'False', 'NotRemediating');
  const lines = [
    ...(inProgress === undefined ? [] : [`* Machine ${inProgress.machine}: is being replaced`]),
    ...(verdict !== undefined && 'why' in verdict ? [`* Machine ${verdict.machine}: ${verdict.why}`] : []),
  ];
  return KcpConditions.verdict('Remediating', 'True', 'Remediating', lines.join('\n'));
}

/** What a Machine that a health check left to us is told; undefined when it is none, or not its turn. */
export function ownerRemediated(seen: Observation, machine: SeenMachine): Verdict<'OwnerRemediated'> | undefined {
  const verdict = judgeUnhealthy(seen);
  if (verdict?.machine !== machine.name) return undefined;
  switch (verdict.kind) {
    case 'replace':
      return undefined;
    case 'being-replaced':
      return KcpMachineConditions.verdict('OwnerRemediated', 'False', 'MachineDeleting', 'Machine is deleting');
    case 'deferred':
      return KcpMachineConditions.verdict(
        'OwnerRemediated',
        'False',
        'RemediationDeferred',
        `KubeadmControlPlane defers it: ${verdict.why}`,
      );
    case 'impossible':
      return KcpMachineConditions.verdict('OwnerRemediated', 'False', 'CannotBeRemediated', `KubeadmControlPlane cannot: ${verdict.why}`);
  }
}

/** The latest replacement, as control plane and Machines remember it. */
export function lastRemediation(seen: Observation) {
  const known = [seen.remediation.inProgress, ...seen.machines.map(({ remediationFor }) => remediationFor)].filter(
    (one) => one !== undefined,
  );
  return seen.remediation.inProgress ?? known.sort((one, other) => other.timestamp - one.timestamp)[0];
}
