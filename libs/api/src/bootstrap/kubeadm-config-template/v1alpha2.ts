import { optional, struct } from '../../schema/vocabulary.ts';
import { KubeadmConfigSpec } from '../kubeadm-config/v1alpha2.ts';

/** `spec` of a KubeadmConfigTemplate in v1alpha2. */
export const KubeadmConfigTemplateSpec = struct('What is made from the template.', {
  template: struct('The KubeadmConfig that is made.', { spec: optional(KubeadmConfigSpec) }),
});
