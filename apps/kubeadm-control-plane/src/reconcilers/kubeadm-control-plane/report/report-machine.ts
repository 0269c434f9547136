import type { MachineStatus } from '@capi/api';
import type { Machine } from '@capi/api';
import { find, setConditions, setLegacyConditions } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Observation, SeenMachine } from '../observation.ts';
import { legacyMachineVerdicts, machineVerdicts } from './machine-verdicts.ts';

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
  const verdicts = machineVerdicts(machine);
  const before = stored.status?.conditions;
  const { generation } = stored.metadata;
  const isUnderway = machine.node === undefined || machine.deletingSince !== undefined;
  const isSaid = verdicts.every((verdict) => {
    const condition = find(before, verdict.type);
    if (condition?.status !== verdict.status || condition.reason !== verdict.reason) return false;
    return isUnderway || ((condition.message ?? '') === (verdict.message ?? '') && condition.observedGeneration === generation);
  });
  if (isSaid || stored.status?.phase === undefined) return undefined;
  const legacy = legacyMachineVerdicts(seen, machine);
  return {
    ...stored.status,
    conditions: setConditions(before, verdicts, { now: seen.now, observedGeneration: generation }),
    ...(legacy.length === 0
      ? {}
      : {
          deprecated: {
            v1beta1: {
              ...stored.status?.deprecated?.v1beta1,
              conditions: setLegacyConditions(stored.status?.deprecated?.v1beta1?.conditions, legacy, seen.now),
            },
          },
        }),
  };
}
