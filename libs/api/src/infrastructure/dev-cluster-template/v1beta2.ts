import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DevClusterSpec } from '../dev-cluster/v1beta2.ts';

/** `spec` of a DevClusterTemplate. */
export const DevClusterTemplateSpec = struct('What is made from the template.', {
  template: struct('The DevCluster that is made.', { metadata: optional(TemplateMetadata), spec: DevClusterSpec }),
});
