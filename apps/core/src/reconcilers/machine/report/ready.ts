import { MachineConditions, type Verdict } from '@capi/api';
import { summarize, type Stated, type StatedList, type Weight } from '@capi/conditions';
import { between, minutes, parseInstant } from '@capi/seams';

import { drainDelays, printDelays } from '../../../machines/drain-delays.ts';
import type { Observation } from '../observation.ts';

/** What a deletion takes away is expected to be gone: no issue while the Machine is being deleted. */
const goneWhileDeleting: Readonly<Record<string, readonly string[]>> = {
  BootstrapConfigReady: ['ObjectDeleted', 'ObjectDoesNotExist'],
  InfrastructureReady: ['ObjectDeleted', 'ObjectDoesNotExist'],
  NodeHealthy: ['NodeDeleted', 'NodeDoesNotExist'],
};
const longDeletion = minutes(15);

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
function shortDeletion({ machine, now }: Observation, deletion: Stated): string {
  const since = parseInstant(machine.metadata.deletionTimestamp ?? '');
  const isLong = since !== undefined && between(since, now) > longDeletion;
  const delay = printDelays(drainDelays(machine, deletion, now));
  return `Machine deletion in progress${isLong ? ' since more than 15m' : ''}, stage: ${deletion.reason}${delay}`;
}
