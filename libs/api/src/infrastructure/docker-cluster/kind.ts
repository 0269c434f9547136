import { age, clusterFromLabel } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import { DockerClusterSpec } from './v1beta2.ts';

/** The surroundings of a cluster whose machines are containers. */
export const DockerCluster = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerCluster',
  plural: 'dockerclusters',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta2 DockerCluster is deprecated; use DevCluster with the docker backend',
      description: 'DockerCluster stands for the surroundings of a cluster whose machines are containers.',
      spec: optional(DockerClusterSpec),
      status: InfraClusterStatus,
      columns: [clusterFromLabel, age],
    }),
  },
});
export type DockerCluster = ObjectOf<typeof DockerCluster, 'v1beta2'>;
