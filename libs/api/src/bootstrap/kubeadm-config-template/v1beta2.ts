import type { Static } from 'typebox';

import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { KubeadmConfigSpec } from '../kubeadm-config/v1beta2.ts';

/** `spec` of a KubeadmConfigTemplate. */
export const KubeadmConfigTemplateSpec = struct('What is made from the template.', {
  template: struct(
    'The KubeadmConfig that is made.',
    { metadata: optional(TemplateMetadata), spec: optional(KubeadmConfigSpec) },
    { minProperties: 1 },
  ),
});
export type KubeadmConfigTemplateSpec = Static<typeof KubeadmConfigTemplateSpec>;
