import { age, clusterFromLabel } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import { DevClusterSpec } from './v1beta2.ts';

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
      description: 'DevCluster stands for the surroundings of a cluster for development, with machines that are containers or simulated.',
      spec: optional(DevClusterSpec),
      status: InfraClusterStatus,
      columns: [clusterFromLabel, age],
    }),
  },
});
export type DevCluster = ObjectOf<typeof DevCluster, 'v1beta2'>;
