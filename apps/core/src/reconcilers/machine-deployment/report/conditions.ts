import { MachineDeploymentConditions, type Machine, type Verdict } from '@capi/api';
import { find, isFalse } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { staleDeletions } from '../../../machines/stale-deletions.ts';
import { limitsOf } from '../decide/limits.ts';
import type { Plan } from '../decide/plan.ts';
import { missingTemplates } from '../decide/roll-out.ts';
import type { Observation } from '../observation.ts';

type Machines = readonly DeepReadonly<Machine>[];

const wanted = ({ deployment, stored }: Observation): number =>
  stored.metadata.deletionTimestamp === undefined ? (deployment.spec.replicas ?? 1) : 0;

/**
 * Whether enough Machines are Available.
 * @param count Machines that are; absent while there is no set that could say
 */
export function available(seen: Observation, count: number | undefined): Verdict<'Available'> {
  if (count === undefined) {
    return MachineDeploymentConditions.verdict(
      'Available',
      'Unknown',
      'WaitingForAvailableReplicasSet',
      'Waiting for status.availableReplicas set',
    );
  }
  const replicas = seen.deployment.spec.replicas ?? 1;
  const least = replicas - limitsOf(seen).unavailable;
  if (count >= least) return MachineDeploymentConditions.verdict('Available', 'True', 'Available');
  const message = `${count} available replicas, at least ${least} required (spec.replicas is ${replicas})`;
  return MachineDeploymentConditions.verdict('Available', 'False', 'NotAvailable', message);
}

/** Whether Machines are being replaced, how many, and why; versions first. */
export function rollingOut(machines: Machines): Verdict<'RollingOut'> {
  const outdated = machines.filter(({ status }) => isFalse(status?.conditions, 'UpToDate'));
  if (outdated.length === 0) return MachineDeploymentConditions.verdict('RollingOut', 'False', 'NotRollingOut');
  const lines = new Set(
    outdated.flatMap(({ status }) => (find(status?.conditions, 'UpToDate')?.message ?? '').split('\n').filter((line) => line !== '')),
  );
  const sorted = [...lines].toSorted((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
  return MachineDeploymentConditions.verdict(
    'RollingOut',
    'True',
    'RollingOut',
    [`Rolling out ${outdated.length} not up-to-date replicas`, ...sorted].join('\n'),
  );
}

const rank = (line: string): number => Number(!line.startsWith('* Version'));

/** Whether Machines are missing, and what holds them back. */
export function scalingUp(seen: Observation, have: number): Verdict<'ScalingUp'> {
  const want = wanted(seen);
  const isDeleting = seen.stored.metadata.deletionTimestamp !== undefined;
  const missing = isDeleting
    ? ''
    : missingTemplates(seen)
        .map(({ template }) => `${template} does not exist`)
        .join(' and ');
  if (have >= want) {
    return MachineDeploymentConditions.verdict(
      'ScalingUp',
      'False',
      'NotScalingUp',
      missing === '' ? '' : `Scaling up would be blocked because ${missing}`,
    );
  }
  const why = missing === '' ? '' : ` is blocked because ${missing}`;
  return MachineDeploymentConditions.verdict('ScalingUp', 'True', 'ScalingUp', `Scaling up from ${have} to ${want} replicas${why}`);
}

/** Whether there are too many Machines, and which of them take long to go. */
export function scalingDown(seen: Observation, machines: Machines): Verdict<'ScalingDown'> {
  const want = wanted(seen);
  if (machines.length <= want) return MachineDeploymentConditions.verdict('ScalingDown', 'False', 'NotScalingDown');
  const message = [`Scaling down from ${machines.length} to ${want} replicas`, ...staleDeletions(machines, seen.now)].join('\n');
  return MachineDeploymentConditions.verdict('ScalingDown', 'True', 'ScalingDown', message);
}

/** What stands between the deployment and its end. */
export function deleting(seen: Observation, machines: Machines, plan: Plan): Verdict<'Deleting'> {
  if (seen.stored.metadata.deletionTimestamp === undefined) return MachineDeploymentConditions.verdict('Deleting', 'False', 'NotDeleting');
  const isDone = plan.kind === 'tend' && plan.next.step === 'release';
  const count = machines.length > 0 ? counted(machines.length, 'Machine') : counted(seen.sets.length, 'MachineSet');
  const message = isDone ? 'Deletion completed' : [`Deleting ${count}`, ...staleDeletions(machines, seen.now)].join('\n');
  return MachineDeploymentConditions.verdict('Deleting', 'True', 'Deleting', message);
}

const counted = (count: number, kind: string): string => `${count} ${kind}${count === 1 ? '' : 's'}`;
