import type { Machine } from '@capi/api';
import { isTrue } from '@capi/conditions';
import { countVersions, type VersionCount } from '@capi/machine-rollout';
import type { DeepReadonly } from '@capi/seams';

import { present, type Present } from '../json/present.ts';

/** Machines in numbers, all of one moment. */
export interface MachineCounts {
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly upToDateReplicas: number;
  readonly versions: VersionCount[] | undefined;
}

/** Counts Machines by their conditions and versions. */
export function countMachines(machines: readonly DeepReadonly<Machine>[]): Present<MachineCounts> {
  const count = (type: string): number => machines.filter(({ status }) => isTrue(status?.conditions, type)).length;
  return present({
    replicas: machines.length,
    readyReplicas: count('Ready'),
    availableReplicas: count('Available'),
    upToDateReplicas: count('UpToDate'),
    versions: countVersions(machines.map(({ spec, status }) => status?.nodeInfo?.kubeletVersion ?? spec.version)),
  });
}
