import { age, conditionColumn, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterResourceSetSpec, ClusterResourceSetStatus } from './v1beta2.ts';

/** Manifests that are applied to every Cluster that matches. */
export const ClusterResourceSet = defineKind({
  group: 'addons.cluster.x-k8s.io',
  kind: 'ClusterResourceSet',
  plural: 'clusterresourcesets',
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'ClusterResourceSet applies manifests, kept in Secrets and ConfigMaps, to every Cluster that matches.',
      spec: ClusterResourceSetSpec,
      status: ClusterResourceSetStatus,
      columns: [conditionColumn('Applied', 'ResourcesApplied', 'Whether everything is in place in every matching Cluster'), paused, age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'addons.cluster.x-k8s.io/v1beta1 ClusterResourceSet is deprecated; use addons.cluster.x-k8s.io/v1beta2',
      description: 'ClusterResourceSet applies manifests, kept in Secrets and ConfigMaps, to every Cluster that matches.',
      spec: optional(v1beta1.ClusterResourceSetSpec),
      status: v1beta1.ClusterResourceSetStatus,
      columns: [age],
      convert: convertV1Beta1,
      limits: v1beta1Limits,
    }),
  },
});
export type ClusterResourceSet = ObjectOf<typeof ClusterResourceSet, 'v1beta2'>;
