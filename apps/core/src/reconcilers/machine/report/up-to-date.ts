import { MachineConditions, type Verdict } from '@capi/api';

import type { Observation } from '../observation.ts';

/**
 * Whether the Machine is what its deployment asks for. Machines of a control plane are judged by it, and stand-alone ones by
 * nobody: no verdict.
 */
export function upToDate({ machine, rollout, node }: Observation): readonly Verdict[] {
  if (rollout === undefined) return [];
  if (rollout.outdatedBecause.length > 0) {
    return [MachineConditions.verdict('UpToDate', 'False', 'NotUpToDate', rollout.outdatedBecause.map((line) => `* ${line}`).join('\n'))];
  }
  const running = node.state === 'found' ? node.node.status?.nodeInfo?.['kubeletVersion'] : machine.status?.nodeInfo?.kubeletVersion;
  const wanted = machine.spec.version;
  if (running !== undefined && wanted !== undefined && running !== wanted) {
    return [MachineConditions.verdict('UpToDate', 'False', 'Updating', `* Version ${running}, ${wanted} required`)];
  }
  return [MachineConditions.verdict('UpToDate', 'True', 'UpToDate')];
}
