import { age, clusterFromSpec } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterResourceSetBindingSpec } from './v1beta2.ts';

const description = 'ClusterResourceSetBinding records what ClusterResourceSets have put into one Cluster, whose name it has.';

/** What ClusterResourceSets have put into one Cluster. */
export const ClusterResourceSetBinding = defineKind({
  group: 'addons.cluster.x-k8s.io',
  kind: 'ClusterResourceSetBinding',
  plural: 'clusterresourcesetbindings',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({ stage: 'storage', description, spec: ClusterResourceSetBindingSpec, columns: [clusterFromSpec, age] }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'addons.cluster.x-k8s.io/v1beta1 ClusterResourceSetBinding is deprecated; use addons.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.ClusterResourceSetBindingSpec),
      statusSubresource: true,
      columns: [age],
      convert: convertV1Beta1,
      limits: v1beta1Limits,
    }),
  },
});
export type ClusterResourceSetBinding = ObjectOf<typeof ClusterResourceSetBinding, 'v1beta2'>;
