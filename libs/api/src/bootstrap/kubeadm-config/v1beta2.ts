import type { Static } from 'typebox';

import { atomicList, choice, flag, int32, optional, struct, text } from '../../schema/vocabulary.ts';
import { conditions, legacyConditions } from '../../shapes/v1beta2/condition.ts';
import { observedGeneration } from '../../shapes/v1beta2/machine.ts';
import { ClusterConfiguration } from './v1beta2/cluster-configuration.ts';
import { InitConfiguration } from './v1beta2/init-configuration.ts';
import { JoinConfiguration } from './v1beta2/join-configuration.ts';
import { BootstrapFile, BootstrapUser, DiskSetup, Ignition, mounts, Ntp } from './v1beta2/machine-setup.ts';

const commands = (meaning: string) =>
  atomicList(meaning, text('A command, run by a shell.', { minLength: 1, maxLength: 10_240 }), { minItems: 1, maxItems: 1000 });

/** `spec` of a KubeadmConfig, and of the configs that a template or a control plane makes. */
export const KubeadmConfigSpec = struct(
  'How a machine becomes a Node by way of kubeadm.',
  {
    bootCommands: optional(commands('Commands that run early at every boot.')),
    clusterConfiguration: optional(ClusterConfiguration),
    diskSetup: optional(DiskSetup),
    files: optional(atomicList('Files that are written before kubeadm runs.', BootstrapFile, { minItems: 1, maxItems: 200 })),
    format: optional(choice('Form of the bootstrap data; cloud-config when absent.', ['cloud-config', 'ignition'])),
    ignition: optional(Ignition),
    initConfiguration: optional(InitConfiguration),
    joinConfiguration: optional(JoinConfiguration),
    mounts: optional(mounts),
    ntp: optional(Ntp),
    postKubeadmCommands: optional(commands('Commands that run after kubeadm has succeeded.')),
    preKubeadmCommands: optional(commands('Commands that run before kubeadm.')),
    users: optional(atomicList('User accounts to make.', BootstrapUser, { minItems: 1, maxItems: 100 })),
    verbosity: optional(int32('How much kubeadm logs; its own default when absent.')),
  },
  { minProperties: 1 },
);
export type KubeadmConfigSpec = Static<typeof KubeadmConfigSpec>;

/** `status` of a KubeadmConfig. */
export const KubeadmConfigStatus = struct(
  'What has become of the bootstrap data.',
  {
    conditions: optional(conditions('Statements about the config; Ready is their summary.')),
    dataSecretName: optional(text('Secret that holds the bootstrap data.', { minLength: 1, maxLength: 253 })),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(
          struct('Status in the form of the v1beta1 API.', {
            conditions: optional(legacyConditions),
            failureMessage: optional(
              text('Text of the last failure that was called final; nothing acts on it.', { minLength: 1, maxLength: 10_240 }),
            ),
            failureReason: optional(
              text('One word for the last failure that was called final; nothing acts on it.', { minLength: 1, maxLength: 256 }),
            ),
          }),
        ),
      }),
    ),
    initialization: optional(
      struct(
        'First steps that, once done, stay done.',
        { dataSecretCreated: optional(flag('Whether the Secret with the bootstrap data is there.')) },
        { minProperties: 1 },
      ),
    ),
    observedGeneration: optional(observedGeneration),
  },
  { minProperties: 1 },
);
export type KubeadmConfigStatus = Static<typeof KubeadmConfigStatus>;
