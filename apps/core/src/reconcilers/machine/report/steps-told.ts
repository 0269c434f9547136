import type { LegacyCondition, MachineStatus } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { NodeStep } from '../observation.ts';

/** The legacy conditions that tell of the steps on a Node; there are no others that do. */
export const stepConditions: Readonly<Record<NodeStep, string>> = { drain: 'DrainingSucceeded', 'volume-detach': 'VolumeDetachSucceeded' };

/** The steps on the Node that a status tells to be over. */
export function stepsTold(status: DeepReadonly<MachineStatus> | undefined): readonly NodeStep[] {
  const conditions: DeepReadonly<LegacyCondition[]> = status?.deprecated?.v1beta1?.conditions ?? [];
  const over = conditions.filter((condition) => condition.status === 'True').map(({ type }) => type);
  return (['drain', 'volume-detach'] as const).filter((step) => over.includes(stepConditions[step]));
}
