import { age, clusterFromLabel } from '../../schema/columns.ts';
import { sortedFailureDomains } from '../../schema/conversion-limits.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { InfraClusterStatus as v1beta1Status } from '../v1beta1/status.ts';
import { InfraClusterStatus } from '../v1beta2/status.ts';
import { convertV1Alpha2 } from './convert-v1alpha2.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerClusterSpec } from './v1beta2.ts';

const description = 'DockerCluster stands for the surroundings of a cluster whose machines are containers.';

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
      description,
      spec: optional(DockerClusterSpec),
      status: InfraClusterStatus,
      columns: [clusterFromLabel, age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DockerCluster is deprecated; use DevCluster with the docker backend',
      description,
      spec: optional(v1beta1.DockerClusterSpec),
      status: v1beta1Status,
      columns: [clusterFromLabel, age],
      convert: convertV1Beta1,
      limits: { changed: [sortedFailureDomains('status.failureDomains'), sortedFailureDomains('spec.failureDomains')] },
    }),
    v1alpha2: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1alpha2 DockerCluster is deprecated; use DevCluster with the docker backend',
      description,
      spec: optional(v1alpha2.DockerClusterSpec),
      status: v1alpha2.DockerClusterStatus,
      columns: [],
      convert: convertV1Alpha2,
    }),
  },
});
export type DockerCluster = ObjectOf<typeof DockerCluster, 'v1beta2'>;
