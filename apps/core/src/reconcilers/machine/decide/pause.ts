import { isPaused } from '../../../pausing.ts';
import type { Rule } from './plan.ts';

/** A paused Machine, or one of a paused Cluster, is neither changed nor deleted. */
export const pause: Rule = ({ machine, cluster }) => (isPaused(machine, cluster) ? { step: 'pause' } : undefined);
