import { age, conditionColumn, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { clusterClassV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterClassSpec, ClusterClassStatus } from './v1beta2.ts';

/** A class from which Clusters are made: templates, variables and the patches between them. */
export const ClusterClass = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'ClusterClass',
  plural: 'clusterclasses',
  shortNames: ['cc'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'ClusterClass is what many Clusters are made from: templates of their parts, and variables in which they differ.',
      spec: ClusterClassSpec,
      status: ClusterClassStatus,
      columns: [
        paused,
        conditionColumn('Variables Ready', 'VariablesReady', 'Whether the definitions of all variables are known and agree'),
        age,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      description: 'ClusterClass is what many Clusters are made from: templates of their parts, and variables in which they differ.',
      deprecation: 'cluster.x-k8s.io/v1beta1 ClusterClass is deprecated; use cluster.x-k8s.io/v1beta2',
      convert: clusterClassV1Beta1,
      limits: v1beta1Limits,
      spec: optional(v1beta1.ClusterClassSpec),
      status: v1beta1.ClusterClassStatus,
      columns: [age],
    }),
  },
});
export type ClusterClass = ObjectOf<typeof ClusterClass, 'v1beta2'>;
