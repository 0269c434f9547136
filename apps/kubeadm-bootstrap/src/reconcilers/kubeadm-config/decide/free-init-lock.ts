import type { Rule } from './plan.ts';
import type { ReadyObservation } from './ready-observation.ts';

/**
 * Once the control plane is initialised the lock has done its work. The config of the Machine that holds it takes it away, so that
 * not everybody who joins tries to.
 */
export const freeInitLock: Rule<ReadyObservation> = ({ cluster, owner, initLock }) =>
  cluster.controlPlaneInitialized && initLock?.holder === owner.name
    ? { step: 'free-init-lock', because: 'initialized', holder: owner.name }
    : undefined;
