import { optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DockerClusterSpec } from '../docker-cluster/v1beta2.ts';

/** `spec` of a DockerClusterTemplate. */
export const DockerClusterTemplateSpec = zeroIs(
  'shown',
  struct('What is made from the template.', {
    template: zeroIs('shown', struct('The DockerCluster that is made.', { metadata: optional(TemplateMetadata), spec: DockerClusterSpec })),
  }),
);
