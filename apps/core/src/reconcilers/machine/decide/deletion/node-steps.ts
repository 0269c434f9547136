import { annotations } from '@capi/api';
import { later, seconds, type Instant } from '@capi/seams';

import { noProgress, progressWith } from '../../drain-progress.ts';
import type { NodeStep, Observation } from '../../observation.ts';

const settings = {
  drain: { exclude: annotations.excludeNodeDraining, timeout: 'nodeDrainTimeoutSeconds' },
  'volume-detach': {
    exclude: annotations.excludeWaitForNodeVolumeDetach,
    timeout: 'nodeVolumeDetachTimeoutSeconds',
  },
} as const;

/**
 * Whether a step on the Node is taken at all: not when the Machine asks to leave it out, when its time is up, or when the machine
 * below the Node is going or gone already. Once pre-terminate hooks are waited for, the Node belongs to them.
 * @see upstream v1.14.0 core/reconcilers/machine, deletion (behaviour); there a read error of the infrastructure skips the steps too
 */
export function isWanted(step: NodeStep, seen: Observation): boolean {
  const { machine, infrastructure } = seen;
  if (machine.metadata.annotations?.[settings[step].exclude] !== undefined) return false;
  if (machine.status?.deletion?.waitForPreTerminateHookStartTime !== undefined) return false;
  const isGoing = infrastructure.state === 'found' ? infrastructure.deleting : infrastructure.state !== 'unreadable';
  if (isGoing) return false;
  const deadline = deadlineOf(step, seen);
  return deadline === undefined || deadline > seen.now;
}

/** When a step on the Node is given up. Undefined: never, or it has not begun. */
export function deadlineOf(step: NodeStep, seen: Observation): Instant | undefined {
  const limit = seen.machine.spec.deletion?.[settings[step].timeout] ?? 0;
  const start = progressWith(seen, { step: 'pause' }).began[step];
  return limit <= 0 || start === undefined ? undefined : later(start, seconds(limit));
}

/** Evictions that were refused before. */
export const refusalsOf = (seen: Observation) => (seen.progress ?? noProgress).refusals;
