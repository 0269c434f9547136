import type { Cluster } from '@capi/api';
import { find } from '@capi/conditions';
import { instant, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';

import type { InfraMachine } from './infra-objects.ts';

/** The machine waits for one thing after the other: each wait begins when the one before ended. */
export function waitingSince(stored: DeepReadonly<InfraMachine>, cluster: DeepReadonly<Cluster> | undefined, now: Instant): Instant {
  const steps = ['InfrastructureReady', 'ControlPlaneInitialized'].flatMap((type) => {
    const condition = find(cluster?.status?.conditions, type);
    return condition?.status === 'True' ? [condition.lastTransitionTime] : [];
  });
  const times = [stored.metadata.creationTimestamp ?? '', ...steps].map((text) => parseInstant(text) ?? now);
  return instant(Math.max(...times));
}
