import type { MachineStatus } from '@capi/api';
import { find } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { NodeStep, Observation } from '../observation.ts';
import { stepsTold } from './steps-told.ts';

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

/** How the end of each step on a Node is told. */
const ends: Readonly<Record<NodeStep, { readonly reason: string; readonly message: string }>> = {
  drain: { reason: 'SuccessfulDrainNode', message: 'drained Node' },
  'volume-detach': { reason: 'NodeVolumesDetached', message: 'no volume that should be waited for is attached to Node' },
};

function nodeSteps({ machine }: Observation, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  const before = stepsTold(machine.status);
  return stepsTold(status)
    .filter((step) => !before.includes(step))
    .map((step) => ({ type: 'Normal', reason: ends[step].reason, message: `${ends[step].message} ${status?.nodeRef?.name ?? ''}` }));
}

/** That something went wrong with the Node, once for each thing. */
function failures({ machine }: Observation, plan: Plan, status: DeepReadonly<MachineStatus> | undefined): readonly Transition[] {
  if (plan.step !== 'delete' || plan.failing !== true) return [];
  const message = find(status?.conditions, 'Deleting')?.message ?? '';
  if (find(machine.status?.conditions, 'Deleting')?.message === message) return [];
  const reason = plan.stage === 'WaitingForVolumeDetach' ? 'FailedWaitForVolumeDetach' : 'FailedDrainNode';
  return [{ type: 'Warning', reason, message }];
}
