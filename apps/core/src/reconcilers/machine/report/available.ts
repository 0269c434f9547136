import { MachineConditions, type Verdict } from '@capi/api';
import { find } from '@capi/conditions';
import { instant, later, parseInstant, seconds, type Instant } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** When a Machine that is Ready counts as Available: once it has been Ready for long enough. */
export function availableAt({ machine, now }: Pick<Observation, 'machine' | 'now'>): Instant {
  const before = find(machine.status?.conditions, 'Ready');
  const since = before?.status === 'True' ? parseInstant(before.lastTransitionTime) : undefined;
  // What lies ahead was written before a clock was set back.
  return later(instant(Math.min(since ?? now, now)), seconds(machine.spec.minReadySeconds ?? 0));
}

/**
 * Whether the Machine can be counted on: Ready, and for long enough.
 * @param ready what is said about Ready in the same breath
 */
export function available(seen: Observation, ready: Verdict): Verdict<'Available'> {
  if (ready.status !== 'True') return MachineConditions.verdict('Available', 'False', 'NotReady');
  if (availableAt(seen) <= seen.now) return MachineConditions.verdict('Available', 'True', 'Available');
  return MachineConditions.verdict('Available', 'False', 'WaitingForMinReadySeconds');
}
