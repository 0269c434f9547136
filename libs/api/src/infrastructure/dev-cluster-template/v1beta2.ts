import { optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DevClusterSpec } from '../dev-cluster/v1beta2.ts';

/** `spec` of a DevClusterTemplate. */
export const DevClusterTemplateSpec = zeroIs(
  'shown',
  struct('What is made from the template.', {
    template: zeroIs('shown', struct('The DevCluster that is made.', { metadata: optional(TemplateMetadata), spec: DevClusterSpec })),
  }),
);
