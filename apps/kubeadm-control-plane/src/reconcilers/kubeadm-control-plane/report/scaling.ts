import { KcpConditions, type Verdict } from '@capi/api';

import type { Blocker, Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { withBlockers } from './describe-blocker.ts';

/** Fewer Machines than wanted, and what keeps the next one waiting. */
export function scalingUp(seen: Observation, plan: Plan): Verdict<'ScalingUp'> {
  const [have, desired] = [seen.machines.length, desiredOf(seen)];
  if (have >= desired) {
    // A template that is missing stops the next scale up; who looks now still has time to bring it back.
    const missing = !seen.deleting && seen.template.state === 'missing' ? `${seen.template.name} does not exist` : undefined;
    return KcpConditions.verdict('ScalingUp', 'False', 'NotScalingUp', missing);
  }
  return KcpConditions.verdict(
    'ScalingUp',
    'True',
    'ScalingUp',
    withBlockers(`Scaling up from ${have} to ${desired} replicas`, blockersOf(plan)),
  );
}

/** More Machines than wanted, as during a rollout and a deletion. */
export function scalingDown(seen: Observation, plan: Plan): Verdict<'ScalingDown'> {
  const [have, desired] = [seen.machines.length, desiredOf(seen)];
  if (have <= desired) return KcpConditions.verdict('ScalingDown', 'False', 'NotScalingDown');
  const headline = `Scaling down from ${have} to ${desired} replicas`;
  return KcpConditions.verdict('ScalingDown', 'True', 'ScalingDown', withBlockers(headline, blockersOf(plan)));
}

const desiredOf = (seen: Observation): number => (seen.deleting ? 0 : seen.desired);

const blockersOf = (plan: Plan): readonly Blocker[] => (plan.step === 'wait' ? plan.blockers : []);
