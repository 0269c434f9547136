import type { Verdict } from '@capi/api';
import { summarize, type Stated, type StatedList, type Weight } from '@capi/conditions';

import type { Observation } from '../observation.ts';

/**
 * Available sums up the Cluster: whether it answers, its providers, its workers, and the gates that its owner asks for.
 * @param conditions all other conditions, as they are about to be written
 * @see upstream v1.14.0 core/reconcilers/cluster, status (behaviour)
 */
export function available({ cluster }: Observation, conditions: StatedList): Verdict<'Available'> {
  const gates = cluster.spec?.availabilityGates ?? [];
  const isDeleting = cluster.metadata.deletionTimestamp !== undefined;
  const hasTopology = cluster.spec?.topology !== undefined;
  return summarize('Available', conditions, {
    of: [
      'Deleting',
      'RemoteConnectionProbe',
      'InfrastructureReady',
      'ControlPlaneAvailable',
      'WorkersAvailable',
      'TopologyReconciled',
      ...gates.map((gate) => gate.conditionType),
    ],
    negative: ['Deleting', ...gates.filter((gate) => gate.polarity === 'Negative').map((gate) => gate.conditionType)],
    mayBeMissing: hasTopology ? [] : ['TopologyReconciled'],
    weigh: (condition) => (isDeleting ? weighDeleting(condition) : undefined) ?? weighTopology(condition),
    reasons: { issue: 'NotAvailable', unknown: 'AvailableUnknown', info: 'Available' },
  });
}

/** What a deletion takes away is expected to be gone. */
const weighDeleting = ({ type, reason }: Stated): Weight | undefined =>
  ['InfrastructureReady', 'ControlPlaneAvailable'].includes(type) && ['ObjectDeleted', 'ObjectDoesNotExist'].includes(reason)
    ? 'info'
    : undefined;

/** A topology that is still being rolled out takes nothing away from what runs. */
const weighTopology = ({ type, status, reason }: Stated): Weight | undefined =>
  type === 'TopologyReconciled' && status === 'False' && !['ReconcileFailed', 'ClusterClassNotReconciled'].includes(reason)
    ? 'info'
    : undefined;
