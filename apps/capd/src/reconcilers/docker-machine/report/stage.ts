import type { MachineWork, Stage } from '../observation.ts';

/** What the work towards a container is at, or was when it failed; undefined before it began, and for other work. */
export const stageOf = (work: MachineWork | undefined): Stage | undefined => (work?.task === 'provision' ? work.stage : undefined);

/** Why the latest work failed, and what follows; undefined when it did not. */
export function failed(work: MachineWork | undefined): string | undefined {
  if (work?.state !== 'failed') return undefined;
  // How long until then, and how often it was tried, is not said: a text that changes by itself would be written again and again.
  return `${work.why}; trying again ${work.retry === 'terminal' ? 'now and then' : 'soon'}`;
}
