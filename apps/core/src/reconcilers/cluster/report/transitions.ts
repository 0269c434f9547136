import type { ClusterStatus } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** Something that users hear of once, when it happens. */
export interface Transition {
  readonly reason: string;
  readonly message: string;
}

/** What changed with a report: the phase, and first steps. */
export function transitions({ cluster }: Observation, status: DeepReadonly<ClusterStatus>): readonly Transition[] {
  const name = `Cluster ${cluster.metadata.name}`;
  const before = cluster.status ?? {};
  const [had, has] = [before.initialization ?? {}, status.initialization ?? {}];
  return [
    ...(status.phase !== undefined && status.phase !== before.phase
      ? [{ reason: status.phase, message: `${name} is ${status.phase}` }]
      : []),
    ...(has.infrastructureProvisioned === true && had.infrastructureProvisioned !== true && cluster.spec?.infrastructureRef !== undefined
      ? [{ reason: 'InfrastructureReady', message: `${name} InfrastructureReady is now True` }]
      : []),
    ...(has.controlPlaneInitialized === true && had.controlPlaneInitialized !== true
      ? [{ reason: 'ControlPlaneInitialized', message: `${name} ControlPlaneInitialized is now True` }]
      : []),
  ];
}
