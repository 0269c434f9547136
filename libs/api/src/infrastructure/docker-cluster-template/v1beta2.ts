import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DockerClusterSpec } from '../docker-cluster/v1beta2.ts';

/** `spec` of a DockerClusterTemplate. */
export const DockerClusterTemplateSpec = struct('What is made from the template.', {
  template: struct('The DockerCluster that is made.', { metadata: optional(TemplateMetadata), spec: DockerClusterSpec }),
});
