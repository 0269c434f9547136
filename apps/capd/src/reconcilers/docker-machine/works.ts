import type { Work } from '../../backends/docker/work/work.ts';
import type { Result, Stage } from './observation.ts';

/** The work for the machines of one kind. */
export type MachineWorks = Work<Stage, Result>;
