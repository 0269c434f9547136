import { isPaused } from '../../../pausing.ts';
import type { Observation } from '../observation.ts';
import { adoptions } from './adoptions.ts';
import { deletion } from './deletion.ts';
import { desiredCluster } from './desired-cluster.ts';
import { kubeconfig } from './kubeconfig.ts';
import type { Plan, Rule, Step } from './plan.ts';

/** In this order: a Cluster that goes away gets nothing new. */
export const rules: readonly Rule[] = [deletion, kubeconfig];

/** What to do about a Cluster, given all that was seen. */
export function decide(seen: Observation): Plan {
  if (isPaused(seen.cluster, seen.cluster)) return { kind: 'pause' };
  const next = nextStep(seen);
  return { kind: 'tend', cluster: desiredCluster(seen, next), adopt: adoptions(seen), next };
}

function nextStep(seen: Observation): Step {
  for (const rule of rules) {
    const step = rule(seen);
    if (step !== undefined) return step;
  }
  return { step: 'rest' };
}
