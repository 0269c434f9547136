import { between, milliseconds, parseInstant, seconds, type Duration } from '@capi/seams';

import type { Blocker, Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';

/** How long a new config may wait in silence. Most waits end within seconds, and each report wakes everybody who watches. */
const patience = seconds(10);

/** Waits that end by themselves when a cluster comes up. */
const passingKinds: readonly Blocker['kind'][] = [
  'infrastructure-not-ready',
  'control-plane-not-initialized',
  'init-lock-held',
  'endpoint-missing',
  'workload-cluster-unreachable',
];

/**
 * How long a wait goes unreported; zero for one that is to be shown now. Only waits that pass by themselves, of configs that never
 * said anything, are kept quiet.
 */
export function silenceLeft(seen: Observation, plan: Plan): Duration {
  const passing = plan.step === 'wait' && plan.blockers.every(({ kind }) => passingKinds.includes(kind));
  const spoke = (seen.config.status?.conditions?.length ?? 0) > 0;
  const created = parseInstant(seen.config.metadata.creationTimestamp ?? '');
  if (!passing || spoke || created === undefined) return milliseconds(0);
  return milliseconds(Math.max(0, patience - between(created, seen.now)));
}
