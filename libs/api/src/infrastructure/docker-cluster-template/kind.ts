import { age } from '../../schema/columns.ts';
import { sortedFailureDomains } from '../../schema/conversion-limits.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerClusterTemplateSpec } from './v1beta2.ts';

const description = 'DockerClusterTemplate is what the DockerClusters of a ClusterClass are made from.';

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
      description,
      spec: optional(DockerClusterTemplateSpec),
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta1 DockerClusterTemplate is deprecated; use DevClusterTemplate with the docker backend',
      description,
      spec: optional(v1beta1.DockerClusterTemplateSpec),
      columns: [age],
      convert: convertV1Beta1,
      limits: { changed: [sortedFailureDomains('spec.template.spec.failureDomains')] },
    }),
  },
});
export type DockerClusterTemplate = ObjectOf<typeof DockerClusterTemplate, 'v1beta2'>;
