import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { DockerClusterSpec } from '../docker-cluster/v1beta1.ts';

/** `spec` of a DockerClusterTemplate in v1beta1. */
export const DockerClusterTemplateSpec = struct('What is made from the template.', {
  template: struct('The DockerCluster that is made.', { metadata: optional(TemplateMetadata), spec: DockerClusterSpec }),
});
