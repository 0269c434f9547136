import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DockerClusterTemplateSpec } from './v1beta2.ts';

/** What the DockerClusters of a ClusterClass are made from. */
export const DockerClusterTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerClusterTemplate',
  plural: 'dockerclustertemplates',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta2 DockerClusterTemplate is deprecated; use DevClusterTemplate with the docker backend',
      description: 'DockerClusterTemplate is what the DockerClusters of a ClusterClass are made from.',
      spec: optional(DockerClusterTemplateSpec),
      columns: [age],
    }),
  },
});
export type DockerClusterTemplate = ObjectOf<typeof DockerClusterTemplate, 'v1beta2'>;
