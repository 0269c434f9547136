import { MachineConditions, type Verdict } from '@capi/api';
import { summarize, type Stated, type StatedList, type Weight } from '@capi/conditions';
import { delayCauses } from '@capi/drain';
import { between, minutes, parseInstant } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** What a deletion takes away is expected to be gone: no issue while the Machine is being deleted. */
const goneWhileDeleting: Readonly<Record<string, readonly string[]>> = {
  BootstrapConfigReady: ['ObjectDeleted', 'ObjectDoesNotExist'],
  InfrastructureReady: ['ObjectDeleted', 'ObjectDoesNotExist'],
  NodeHealthy: ['NodeDeleted', 'NodeDoesNotExist'],
};
const longDeletion = minutes(15);
/** From when on it is told what holds up a drain. */
const longDrain = minutes(5);

/**
 * Ready sums up the Machine: its parts, its Node, health checks, and the readiness gates that its owner asks for.
 * @param conditions all other conditions, as they are about to be written
 * @see upstream v1.14.0 core/reconcilers/machine, status (behaviour)
 */
export function ready(seen: Observation, conditions: StatedList): Verdict<'Ready'> {
  const gates = seen.machine.spec.readinessGates ?? [];
  const isDeleting = seen.machine.metadata.deletionTimestamp !== undefined;
  const deletion = conditions?.find(({ type }) => type === 'Deleting');
  return summarize('Ready', conditions, {
    of: [
      'Deleting',
      'Updating',
      'BootstrapConfigReady',
      'InfrastructureReady',
      'NodeHealthy',
      'HealthCheckSucceeded',
      ...gates.map((gate) => gate.conditionType),
    ],
    negative: ['Deleting', 'Updating', ...gates.filter((gate) => gate.polarity === 'Negative').map((gate) => gate.conditionType)],
    mayBeMissing: ['HealthCheckSucceeded'],
    overrides:
      isDeleting && deletion !== undefined
        ? [MachineConditions.verdict('Deleting', 'True', 'Deleting', shortDeletion(seen, deletion))]
        : [],
    weigh: (condition) => (isDeleting ? weighDeleting(condition) : undefined),
    reasons: { issue: 'NotReady', unknown: 'ReadyUnknown', info: 'Ready' },
  });
}

const weighDeleting = ({ type, reason }: Stated): Weight | undefined =>
  goneWhileDeleting[type]?.includes(reason) === true ? 'info' : undefined;

/** The stage alone: what exactly is awaited is said in the condition Deleting, and changes too often for a summary. */
function shortDeletion({ machine, now }: Observation, { reason: stage, message }: Stated): string {
  const since = parseInstant(machine.metadata.deletionTimestamp ?? '');
  const isLong = since !== undefined && between(since, now) > longDeletion;
  const drainBegan = parseInstant(machine.status?.deletion?.nodeDrainStartTime ?? '');
  const isDrainLong = stage === 'DrainingNode' && drainBegan !== undefined && between(drainBegan, now) > longDrain;
  const causes = isDrainLong ? delayCauses(message ?? '') : [];
  const delay = causes.length === 0 ? '' : `, delay likely due to ${causes.join(', ')}`;
  return `Machine deletion in progress${isLong ? ' since more than 15m' : ''}, stage: ${stage}${delay}`;
}
