import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { KubeadmConfigSpec } from '../kubeadm-config/v1beta1.ts';

/** `spec` of a KubeadmConfigTemplate in v1beta1. */
export const KubeadmConfigTemplateSpec = struct('What is made from the template.', {
  template: struct('The KubeadmConfig that is made.', { metadata: optional(TemplateMetadata), spec: optional(KubeadmConfigSpec) }),
});
