import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { DevClusterSpec } from '../dev-cluster/v1beta1.ts';

/** `spec` of a DevClusterTemplate in v1beta1. */
export const DevClusterTemplateSpec = struct('What is made from the template.', {
  template: struct('The DevCluster that is made.', { metadata: optional(TemplateMetadata), spec: DevClusterSpec }),
});
