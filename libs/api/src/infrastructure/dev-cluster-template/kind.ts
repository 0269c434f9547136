import { age } from '../../schema/columns.ts';
import { sortedFailureDomains } from '../../schema/conversion-limits.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DevClusterTemplateSpec } from './v1beta2.ts';

const description = 'DevClusterTemplate is what the DevClusters of a ClusterClass are made from.';

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
      description,
      spec: optional(DevClusterTemplateSpec),
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DevClusterTemplate is deprecated; use infrastructure.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.DevClusterTemplateSpec),
      columns: [age],
      convert: convertV1Beta1,
      limits: { changed: [sortedFailureDomains('spec.template.spec.backend.docker.failureDomains')] },
    }),
  },
});
export type DevClusterTemplate = ObjectOf<typeof DevClusterTemplate, 'v1beta2'>;
