import type { Observation } from '../observation.ts';
import { dataSecret } from './data-secret.ts';
import { freeInitLock } from './free-init-lock.ts';
import { initialize } from './initialize.ts';
import { join } from './join.ts';
import { keepToken } from './keep-token.ts';
import type { Plan, Rule } from './plan.ts';
import { isReady, type ReadyObservation } from './ready-observation.ts';
import { standAside } from './stand-aside.ts';
import { waitForInfrastructure } from './wait-for-infrastructure.ts';

/** The order is behaviour: data that exists is never made again, and nothing starts before the infrastructure is there. */
export const rules: readonly Rule<ReadyObservation>[] = [
  standAside,
  dataSecret,
  waitForInfrastructure,
  freeInitLock,
  keepToken,
  initialize,
  join,
];

/** What to do about one KubeadmConfig. */
export function decide(seen: Observation): Plan {
  if (seen.owner === undefined) return { step: 'ignore', because: 'no-owner' };
  if (!isReady(seen)) return { step: 'ignore', because: 'no-cluster' };
  for (const rule of rules) {
    const plan = rule(seen);
    if (plan !== undefined) return plan;
  }
  return { step: 'rest' };
}
