import type { LegacyCondition, MachineStatus } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** Something that users hear of once, when it happens. */
export interface Transition {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** What changed with a report. */
export function transitions(seen: Observation, plan: Plan, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  return [...nodeRef(seen, status), ...nodeSteps(seen, status), ...failures(seen, plan, status)];
}

function nodeRef({ machine }: Observation, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  const name = status?.nodeRef?.name;
  const isNew = name !== undefined && machine.status?.nodeRef === undefined;
  return isNew ? [{ type: 'Normal', reason: 'SuccessfulSetNodeRef', message: `Machine runs as Node ${name}` }] : [];
}

/** Ends of what is done with a Node before its machine goes. */
const ends = [
  { condition: 'DrainingSucceeded', reason: 'SuccessfulDrainNode', message: 'drained Node' },
  { condition: 'VolumeDetachSucceeded', reason: 'NodeVolumesDetached', message: 'no volume that should be waited for is attached to Node' },
] as const;

function nodeSteps({ machine }: Observation, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  return ends
    .filter(({ condition }) => isTrue(status, condition) && !isTrue(machine.status, condition))
    .map(({ reason, message }) => ({ type: 'Normal', reason, message: `${message} ${status?.nodeRef?.name ?? ''}` }));
}

const isTrue = (status: DeepReadonly<MachineStatus> | undefined, type: string): boolean =>
  ((status?.deprecated?.v1beta1?.conditions ?? []) as readonly LegacyCondition[]).some(
    (condition) => condition.type === type && condition.status === 'True',
  );

/** That something went wrong with the Node, once for each thing. */
function failures({ machine }: Observation, plan: Plan, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  if (plan.step !== 'delete' || plan.failing !== true) return [];
  const message = find(status?.conditions, 'Deleting')?.message ?? '';
  if (find(machine.status?.conditions, 'Deleting')?.message === message) return [];
  const reason = plan.stage === 'WaitingForVolumeDetach' ? 'FailedWaitForVolumeDetach' : 'FailedDrainNode';
  return [{ type: 'Warning', reason, message }];
}
