import { age, clusterFromLabel } from '../../schema/columns.ts';
import { sortedFailureDomains } from '../../schema/conversion-limits.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { InfraClusterStatus as v1beta1Status } from '../v1beta1/status.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DevClusterSpec } from './v1beta2.ts';

const description = 'DevCluster stands for the surroundings of a cluster for development, with machines that are containers or simulated.';

/** The surroundings of a cluster for development, with machines that are containers or simulated. */
export const DevCluster = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevCluster',
  plural: 'devclusters',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: optional(DevClusterSpec),
      status: InfraClusterStatus,
      columns: [clusterFromLabel, age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DevCluster is deprecated; use infrastructure.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.DevClusterSpec),
      status: v1beta1Status,
      columns: [clusterFromLabel, age],
      convert: convertV1Beta1,
      limits: { changed: [sortedFailureDomains('status.failureDomains'), sortedFailureDomains('spec.backend.docker.failureDomains')] },
    }),
  },
});
export type DevCluster = ObjectOf<typeof DevCluster, 'v1beta2'>;
