import type { SeenContainer } from '../observation.ts';

/** Whether a container is there to be worked with. One that is paused is: upstream takes it for running too. */
export const runs = (container: Pick<SeenContainer, 'state'> | undefined): boolean =>
  container?.state === 'running' || container?.state === 'paused';

/**
 * Whether a stopped container is to be started again: when the engine itself did not get it going, as after a restart of the engine in which
 * an address or a mount was not there yet. Nobody meant that. What ran when an engine went down, or crashed, the engine brings back by
 * the container's restart policy. What somebody stopped or killed stays down, as a stopped machine of a cloud does: whoever wants to see how
 * a cluster gets on without it could not, and health checks that replace it would never strike.
 */
export const isToBeRevived = ({ state, end }: SeenContainer): boolean =>
  (state === 'exited' || state === 'created' || state === 'dead') && end?.error !== undefined && end.error !== '';
