import type { Static } from 'typebox';

import { KubeadmConfigSpec } from '../../bootstrap/kubeadm-config/v1beta2.ts';
import { described, optional, struct } from '../../schema/vocabulary.ts';
import { MachineDeletion, machineNaming, taints } from '../../shapes/v1beta2/machine.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { ControlPlaneRemediation, ControlPlaneRollout } from '../kubeadm-control-plane/v1beta2.ts';

/** `spec` of a KubeadmControlPlaneTemplate: a control plane without what the topology decides. */
export const KubeadmControlPlaneTemplateSpec = struct('What is made from the template.', {
  template: struct(
    'The KubeadmControlPlane that is made.',
    {
      metadata: optional(TemplateMetadata),
      spec: optional(
        struct(
          'The control plane, but for replicas, version and infrastructure, which the topology decides.',
          {
            kubeadmConfigSpec: optional(
              described(KubeadmConfigSpec, 'How the machines become Nodes, for the first one and for those that join.'),
            ),
            machineNaming: optional(machineNaming),
            machineTemplate: optional(
              struct(
                'What the Machines are made from.',
                {
                  metadata: optional(TemplateMetadata),
                  spec: optional(
                    struct(
                      'The Machines that are wanted.',
                      { deletion: optional(MachineDeletion), taints: optional(taints) },
                      { minProperties: 1 },
                    ),
                  ),
                },
                { minProperties: 1 },
              ),
            ),
            remediation: optional(ControlPlaneRemediation),
            rollout: optional(ControlPlaneRollout),
          },
          { minProperties: 1 },
        ),
      ),
    },
    { minProperties: 1 },
  ),
});
export type KubeadmControlPlaneTemplateSpec = Static<typeof KubeadmControlPlaneTemplateSpec>;
