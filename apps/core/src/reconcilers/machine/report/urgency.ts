import type { MachineStatus } from '@capi/api';
import { find, isTrue } from '@capi/conditions';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { Urgency } from '../../../status-pace.ts';
import { smallNews } from '../../../words.ts';
import { stepsTold } from './steps-told.ts';

/** Conditions that others act on when they become True, or stop being so. */
const actedOn = ['Ready', 'Available', 'NodeReady', 'NodeHealthy'] as const;

/** Stages of a deletion in which others are waited for, who wait to be asked. */
const hookStages = ['WaitingForPreDrainHook', 'WaitingForPreTerminateHook'];

/**
 * How soon the status of a Machine has to be told: at once when it gets its Node, becomes or stops being usable, or is paused. Steps
 * on the way there, and what is said about them, may wait for each other.
 */
export function urgency(before: DeepReadonly<MachineStatus> | undefined, after: DeepReadonly<MachineStatus> | undefined): Urgency {
  if (isSameJson(before, after)) return 'unchanged';
  const isTurning = actedOn.some((type) => isTrue(before?.conditions, type) !== isTrue(after?.conditions, type));
  const isPausing = isTrue(before?.conditions, 'Paused') !== isTrue(after?.conditions, 'Paused');
  // A person who deletes a Machine should see that it was heard.
  const isLeaving = find(before?.conditions, 'Deleting')?.status === 'False' && isTrue(after?.conditions, 'Deleting');
  const stage = find(after?.conditions, 'Deleting')?.reason ?? '';
  const isHookAsked = hookStages.includes(stage) && find(before?.conditions, 'Deleting')?.reason !== stage;
  // Its events go with it, and the Machine may be gone a moment later.
  const isStepOver = !isSameJson(stepsTold(before), stepsTold(after));
  return isStepOver || isTurning || isPausing || isLeaving || isHookAsked || before?.nodeRef?.name !== after?.nodeRef?.name
    ? 'now'
    : smallNews(before, after);
}
