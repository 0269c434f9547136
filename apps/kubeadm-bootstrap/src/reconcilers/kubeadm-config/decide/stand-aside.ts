import { annotations } from '@capi/api';

import type { Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/** A paused config is left alone, and so is one on its way out: it has no finalizer, since nothing has to be cleaned up. */
export const standAside: Rule<ReadyObservation> = ({ config, cluster }) => {
  if (cluster.paused || config.metadata.annotations?.[annotations.paused] !== undefined) return { step: 'pause' };
  if (config.metadata.deletionTimestamp !== undefined) return { step: 'ignore', because: 'deleting' };
  return undefined;
};
