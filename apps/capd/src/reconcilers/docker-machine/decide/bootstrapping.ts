import { find } from '@capi/conditions';

import type { BootstrapEnd, Observation } from '../observation.ts';

/** Reasons of `BootstrapCompleted=False` that nothing follows upon but another machine. */
const finalReasons: readonly string[] = ['Failed', 'NotCompleted'];

/** Whether it is over with bootstrapping, well or not, as far as the API knows. */
export function hasTold({ conditions }: Pick<Observation, 'conditions'>): boolean {
  const told = find(conditions, 'BootstrapCompleted');
  return told?.status === 'True' || (told?.status === 'False' && finalReasons.includes(told.reason));
}

/** How bootstrapping ended, as far as this process has followed it. */
export function endOf({ work }: Pick<Observation, 'work'>): BootstrapEnd | undefined {
  return work?.state === 'done' && work.result.kind === 'bootstrapped' ? work.result.outcome : undefined;
}
