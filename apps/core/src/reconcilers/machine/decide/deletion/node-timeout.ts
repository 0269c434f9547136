import { later, parseInstant, seconds, type Instant } from '@capi/seams';

import type { Observation } from '../../observation.ts';

/**
 * When a Node that could not be deleted is given up. Undefined: never. Counted from the Machine's deletion, not from the stage.
 */
export function nodeDeletionDeadline({ machine }: Observation): Instant | undefined {
  const timeout = machine.spec.deletion?.nodeDeletionTimeoutSeconds ?? 10;
  const deletedAt = parseInstant(machine.metadata.deletionTimestamp ?? '');
  return timeout === 0 || deletedAt === undefined ? undefined : later(deletedAt, seconds(timeout));
}

/** Whether a Node that cannot be reached is given up now. One that can be deleted is deleted however late it is. */
export function nodeDeletionExpired(seen: Observation): boolean {
  const deadline = nodeDeletionDeadline(seen);
  return seen.node.state !== 'found' && deadline !== undefined && deadline <= seen.now;
}
