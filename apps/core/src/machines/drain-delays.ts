import type { Machine } from '@capi/api';
import type { Stated } from '@capi/conditions';
import { delayCauses } from '@capi/drain';
import { between, minutes, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

/** From when on it is told what holds up a drain. */
const longDrain = minutes(5);

/**
 * What holds up the drain of a Machine's Node, in a few words each; none while it is not being drained, or not for long.
 * @param deleting what its condition `Deleting` says
 */
export function drainDelays({ status }: DeepReadonly<Machine>, deleting: Stated | undefined, now: Instant): readonly string[] {
  const began = parseInstant(status?.deletion?.nodeDrainStartTime ?? '');
  const isLong = deleting?.reason === 'DrainingNode' && began !== undefined && between(began, now) > longDrain;
  return isLong ? delayCauses(deleting.message ?? '') : [];
}

/** The causes as the end of a sentence; nothing when there are none. */
export const printDelays = (causes: readonly string[]): string => (causes.length === 0 ? '' : `, delay likely due to ${causes.join(', ')}`);
