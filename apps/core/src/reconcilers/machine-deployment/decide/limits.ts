import { rolloutLimits, type RolloutLimits } from '@capi/machine-rollout';

import type { Observation } from '../observation.ts';

/** How far the rollout may stray from the wanted number. OnDelete neither surges nor lets Machines be missing. */
export function limitsOf({ deployment }: Observation): RolloutLimits {
  const { strategy } = deployment.spec.rollout ?? {};
  if (strategy?.type === 'OnDelete') return { surge: 0, unavailable: 0 };
  return rolloutLimits(deployment.spec.replicas ?? 1, strategy?.rollingUpdate ?? {});
}
