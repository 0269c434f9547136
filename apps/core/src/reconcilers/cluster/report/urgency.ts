import type { ClusterStatus } from '@capi/api';
import { find, isTrue } from '@capi/conditions';
import { isSameJson, type DeepReadonly } from '@capi/seams';

import type { Urgency } from '../../../status-pace.ts';
import { smallNews } from '../../../words.ts';

/** Conditions whose status others act on. */
const actedOn = ['ControlPlaneInitialized', 'InfrastructureReady', 'Deleting', 'Paused'] as const;

/** Whether people who wait for the Cluster can go on. */
const isAvailable = (status: DeepReadonly<ClusterStatus> | undefined): boolean => isTrue(status?.conditions, 'Available');

/**
 * How soon the status of a Cluster has to be told: at once when providers or people wait for it (first steps, phase, endpoint,
 * failure domains, generation). Counters and what is said about Machines may wait for more.
 */
export function urgency(before: DeepReadonly<ClusterStatus> | undefined, after: DeepReadonly<ClusterStatus>): Urgency {
  if (isSameJson(before, after)) return 'unchanged';
  const facts = (status: DeepReadonly<ClusterStatus> | undefined): unknown => [
    status?.phase,
    isAvailable(status),
    status?.observedGeneration,
    status?.initialization,
    status?.failureDomains,
    actedOn.map((type) => find(status?.conditions, type)?.status),
  ];
  return isSameJson(facts(before), facts(after)) ? smallNews(before, after) : 'now';
}
