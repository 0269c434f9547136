import { kindWebhooks, type AnyKindWebhooks } from '@capi/admission';
import { KubeadmConfig, KubeadmConfigTemplate } from '@capi/api';

import { defaultKubeadmConfigTemplate } from './kubeadm-config-template/default.ts';
import { validateKubeadmConfigTemplate } from './kubeadm-config-template/validate.ts';
import { validateKubeadmConfig } from './kubeadm-config/validate.ts';

const writes = ['CREATE', 'UPDATE'] as const;

/** What the bootstrap provider answers to writes of its kinds; the webhook configurations are made from it as well. */
export const webhooks: readonly AnyKindWebhooks<unknown>[] = [
  kindWebhooks<KubeadmConfig>({ kind: KubeadmConfig, validating: { operations: writes, run: validateKubeadmConfig } }),
  kindWebhooks<KubeadmConfigTemplate>({
    kind: KubeadmConfigTemplate,
    defaulting: { operations: writes, run: defaultKubeadmConfigTemplate },
    validating: { operations: writes, run: validateKubeadmConfigTemplate },
  }),
];
