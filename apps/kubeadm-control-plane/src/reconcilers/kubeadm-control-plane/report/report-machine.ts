import type { MachineStatus } from '@capi/api';
import type { Machine } from '@capi/api';
import { find, setConditions, setLegacyConditions } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Observation, SeenMachine } from '../observation.ts';
import { legacyMachineVerdicts, machineVerdicts } from './machine-verdicts.ts';

/**
 * The status of a Machine with our conditions on it, or undefined when nothing of them changed. That a Machine's generation moved on is
 * worth a write only once it has its Node: on the way there its spec changes every moment, and more is about to be said anyway.
 */
export function reportMachine(
  seen: Observation,
  machine: SeenMachine,
  stored: DeepReadonly<Machine>,
): DeepReadonly<MachineStatus> | undefined {
  const verdicts = machineVerdicts(machine);
  const before = stored.status?.conditions;
  const { generation } = stored.metadata;
  const isSaid = verdicts.every((verdict) => {
    const condition = find(before, verdict.type);
    return (
      condition?.status === verdict.status &&
      condition.reason === verdict.reason &&
      (condition.message ?? '') === (verdict.message ?? '') &&
      (condition.observedGeneration === generation || machine.node === undefined || machine.deletingSince !== undefined)
    );
  });
  if (isSaid) return undefined;
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
