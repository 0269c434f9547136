import type { MachineStatus } from '@capi/api';
import type { Machine } from '@capi/api';
import { find, setConditions, setLegacyConditions, withoutConditions } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Observation, SeenMachine } from '../observation.ts';
import { legacyMachineVerdicts, machineVerdicts } from './machine-verdicts.ts';
import { ownerRemediated } from './remediating.ts';

/**
 * The status of a Machine with our conditions on it, or undefined when there is nothing to write. The Machine controller speaks first:
 * a Machine that it has not seen yet is about to be written by it, and two writers at once only get into each other's way. Until a
 * Machine has its Node, other words and a generation that moved on are not worth a write either: more is about to be said.
 */
export function reportMachine(
  seen: Observation,
  machine: SeenMachine,
  stored: DeepReadonly<Machine>,
): DeepReadonly<MachineStatus> | undefined {
  const remediation = ownerRemediated(seen, machine);
  const verdicts = [...machineVerdicts(machine), ...(remediation === undefined ? [] : [remediation])];
  // Healthy again, so there is nothing to remediate any more; the health check leaves taking that back to us.
  const withdrawn = machine.healthCheck === 'recovered' ? ['OwnerRemediated'] : [];
  const before = stored.status?.conditions;
  const { generation } = stored.metadata;
  const isUnderway = machine.node === undefined || machine.deletingSince !== undefined;
  const isSaid = verdicts.every((verdict) => {
    const condition = find(before, verdict.type);
    if (condition?.status !== verdict.status || condition.reason !== verdict.reason) return false;
    return isUnderway || ((condition.message ?? '') === (verdict.message ?? '') && condition.observedGeneration === generation);
  });
  if ((isSaid && withdrawn.length === 0) || stored.status?.phase === undefined) return undefined;
  const legacy = legacyMachineVerdicts(seen, machine);
  return {
    ...stored.status,
    conditions: setConditions(withoutConditions(before, withdrawn), verdicts, { now: seen.now, observedGeneration: generation }),
    ...(legacy.length === 0
      ? {}
      : {
          deprecated: {
            v1beta1: {
              ...stored.status?.deprecated?.v1beta1,
              conditions: setLegacyConditions(
                stored.status?.deprecated?.v1beta1?.conditions?.filter(({ type }) => !withdrawn.includes(type)),
                legacy,
                seen.now,
              ),
            },
          },
        }),
  };
}
