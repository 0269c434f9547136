import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DevClusterTemplateSpec } from './v1beta2.ts';

/** What the DevClusters of a ClusterClass are made from. */
export const DevClusterTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevClusterTemplate',
  plural: 'devclustertemplates',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'DevClusterTemplate is what the DevClusters of a ClusterClass are made from.',
      spec: optional(DevClusterTemplateSpec),
      columns: [age],
    }),
  },
});
export type DevClusterTemplate = ObjectOf<typeof DevClusterTemplate, 'v1beta2'>;
