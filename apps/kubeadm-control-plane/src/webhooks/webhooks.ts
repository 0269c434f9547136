import { kindWebhooks, type AnyKindWebhooks } from '@capi/admission';
import { defaultKubeadmControlPlane, KubeadmControlPlane, KubeadmControlPlaneTemplate } from '@capi/api';

import { validateKubeadmControlPlaneTemplate } from './kubeadm-control-plane-template/validate.ts';
import { validateScale } from './kubeadm-control-plane/validate-scale.ts';
import { validateKubeadmControlPlane } from './kubeadm-control-plane/validate.ts';
import type { ControlPlanePorts } from './ports.ts';

const writes = ['CREATE', 'UPDATE'] as const;

/** What the control-plane provider answers to writes of its kinds; the webhook configurations are made from it as well. */
export const webhooks: readonly AnyKindWebhooks<ControlPlanePorts>[] = [
  kindWebhooks<KubeadmControlPlane, ControlPlanePorts>({
    kind: KubeadmControlPlane,
    defaulting: { operations: writes, run: ({ object }) => ({ object: defaultKubeadmControlPlane(object) }) },
    validating: { operations: writes, run: validateKubeadmControlPlane },
    validatingScale: { run: validateScale },
  }),
  kindWebhooks<KubeadmControlPlaneTemplate, ControlPlanePorts>({
    kind: KubeadmControlPlaneTemplate,
    validating: { operations: writes, run: validateKubeadmControlPlaneTemplate },
  }),
];
