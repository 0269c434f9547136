import type { MachineStatus } from '@capi/api';
import { printInstant, type DeepReadonly } from '@capi/seams';

import { present } from '../../../json/present.ts';
import type { Plan } from '../decide/plan.ts';
import { printStart, progressWith } from '../drain-progress.ts';
import type { Observation } from '../observation.ts';

/** Since when each slow step of the deletion has been under way; stays once it is set, for others that count from it. */
export function deletionTimes(seen: Observation, plan: Plan): DeepReadonly<MachineStatus['deletion']> {
  const before = seen.machine.status?.deletion;
  if (plan.step !== 'delete') return before;
  const now = printInstant(seen.now);
  const progress = progressWith(seen, plan);
  const times = present({
    waitForPreDrainHookStartTime: plan.stage === 'WaitingForPreDrainHook' ? now : undefined,
    nodeDrainStartTime: printStart(progress, 'drain'),
    waitForNodeVolumeDetachStartTime: printStart(progress, 'volume-detach'),
    waitForPreTerminateHookStartTime: plan.stage === 'WaitingForPreTerminateHook' ? now : undefined,
    ...before,
  });
  return Object.keys(times).length === 0 ? undefined : times;
}
