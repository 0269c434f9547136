import { ClusterConditions, type Verdict } from '@capi/api';
import { find } from '@capi/conditions';
import { between, printDuration } from '@capi/seams';

import { probeFailures } from '../../../probing.ts';
import type { Observation } from '../observation.ts';

/**
 * Whether the workload cluster answers. A first connection may take a while: until it has failed several times, what was known
 * before stays.
 * @returns no verdict for what should stay as it is
 */
export function remoteConnectionProbe({ cluster, workload, now, remoteConnectionGrace }: Observation): readonly Verdict[] {
  const type = 'RemoteConnectionProbe';
  const why = workload.lastFailure === undefined ? '' : `: ${workload.lastFailure}`;
  if (workload.lastSuccess === undefined) {
    if (workload.consecutiveFailures < probeFailures && find(cluster.status?.conditions, type) !== undefined) return [];
    return [ClusterConditions.verdict(type, 'False', 'ProbeFailed', `Remote connection not established yet`)];
  }
  if (between(workload.lastSuccess, now) > remoteConnectionGrace) {
    return [
      ClusterConditions.verdict(
        type,
        'False',
        'ProbeFailed',
        `Remote connection probe failed for more than ${printDuration(remoteConnectionGrace)}${why}`,
      ),
    ];
  }
  return [ClusterConditions.verdict(type, 'True', 'ProbeSucceeded')];
}
