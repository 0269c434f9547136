import { MachineSetConditions, type Verdict } from '@capi/api';
import type { OperationError } from '@capi/seams';

import { staleDeletions } from '../../../machines/stale-deletions.ts';
import { describe } from '../decide/describe.ts';
import { missingTemplates } from '../decide/missing-templates.ts';
import type { Plan } from '../decide/plan.ts';
import { preflight } from '../decide/preflight.ts';
import type { Observation } from '../observation.ts';

/** Whether Machines are missing, and what holds them back. */
export function scalingUp(seen: Observation, plan: Plan, failure?: OperationError): Verdict<'ScalingUp'> {
  const [have, want] = sizes(seen);
  const isDeleting = seen.stored.metadata.deletionTimestamp !== undefined;
  const missing = isDeleting ? [] : missingTemplates(seen);
  if (have >= want) {
    const message = missing.length === 0 ? '' : `Scaling up would be blocked because ${missing.map(describe).join(', ')}`;
    return MachineSetConditions.verdict('ScalingUp', 'False', 'NotScalingUp', message);
  }
  const isWaiting = plan.kind === 'tend' && plan.next.step === 'wait';
  const blockers = (isWaiting ? [...missing, ...preflight(seen)] : []).map(describe);
  const because = failure === undefined ? blockers : [...blockers, failure.message];
  const why = because.length === 0 ? '' : ` is blocked because:\n${because.map((line) => `* ${line}`).join('\n')}`;
  return MachineSetConditions.verdict('ScalingUp', 'True', 'ScalingUp', `Scaling up from ${have} to ${want} replicas${why}`);
}

/** Whether there are too many Machines, and which of them take long to go. */
export function scalingDown(seen: Observation): Verdict<'ScalingDown'> {
  const [have, want] = sizes(seen);
  if (have <= want) return MachineSetConditions.verdict('ScalingDown', 'False', 'NotScalingDown');
  const stale = staleDeletions(
    seen.machines.map(({ machine }) => machine),
    seen.now,
  );
  return MachineSetConditions.verdict(
    'ScalingDown',
    'True',
    'ScalingDown',
    [`Scaling down from ${have} to ${want} replicas`, ...stale].join('\n'),
  );
}

const sizes = ({ machines, machineSet, stored }: Observation): readonly [have: number, want: number] => [
  machines.length,
  stored.metadata.deletionTimestamp === undefined ? (machineSet.spec.replicas ?? 1) : 0,
];
