import { optional, struct } from '../../schema/vocabulary.ts';
import { nodeTimeouts } from '../../shapes/v1beta1/machine.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { taints } from '../../shapes/v1beta2/machine.ts';
import { controlPlaneFields } from '../kubeadm-control-plane/v1beta1.ts';

/** `spec` of a KubeadmControlPlaneTemplate in v1beta1. */
export const KubeadmControlPlaneTemplateSpec = struct('What is made from the template.', {
  template: struct('The KubeadmControlPlane that is made.', {
    metadata: optional(TemplateMetadata),
    spec: struct('The control plane, but for replicas, version and infrastructure, which the topology decides.', {
      ...controlPlaneFields,
      machineTemplate: optional(
        struct('What the Machines are made from.', { metadata: optional(TemplateMetadata), ...nodeTimeouts, taints: optional(taints) }),
      ),
    }),
  }),
});
