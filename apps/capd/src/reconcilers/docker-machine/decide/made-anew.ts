import type { MachineWork } from '../observation.ts';

/** How often a system that does not come up is looked at before its container is made anew. */
const looks = 4;

/**
 * Whether a container whose system does not come up is to be made anew, and not looked at once more. On a host that is busy it may just take
 * long; but what went wrong at the start, for want of something that the host has by now, may never come right by itself.
 */
export const isToBeMadeAnew = (work: MachineWork | undefined): boolean =>
  work?.state === 'failed' && work.stage?.part === 'cgroups' && work.failures % looks === 0;
