import type { MachineStatus } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** Something that users hear of once, when it happens. */
export interface Transition {
  readonly reason: string;
  readonly message: string;
}

/** What changed with a report. */
export function transitions({ machine }: Observation, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  const name = status?.nodeRef?.name;
  const isNew = name !== undefined && machine.status?.nodeRef === undefined;
  return isNew ? [{ reason: 'SuccessfulSetNodeRef', message: `Machine runs as Node ${name}` }] : [];
}
