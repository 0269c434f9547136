import { asInV1Beta1 } from '../../schema/loosen.ts';
import { flag, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { ClusterConfiguration } from './v1beta1/cluster-configuration.ts';
import { InitConfiguration } from './v1beta1/init-configuration.ts';
import { JoinConfiguration } from './v1beta1/join-configuration.ts';
import { KubeadmConfigSpec as NewSpec } from './v1beta2.ts';
import { mounts, Partition } from './v1beta2/machine-setup.ts';

const unchanged = asInV1Beta1(NewSpec).properties;

const DiskSetup = struct('Partitions and file systems that are made on first boot.', {
  filesystems: unchanged.diskSetup.properties.filesystems,
  partitions: optional(
    plainList(
      'Disks to partition.',
      struct('A partition table and its partitions.', {
        ...asInV1Beta1(Partition).properties,
        diskLayout: optional(
          plainList('Partitions to make, in order.', Partition.properties.diskLayout.items, { minItems: 1, maxItems: 100 }),
        ),
        layout: flag('True makes one partition over the whole disk, false makes none.'),
      }),
      { maxItems: 100 },
    ),
  ),
});

/** `spec` of a KubeadmConfig in v1beta1, and of the configs that a template or a control plane makes. */
export const KubeadmConfigSpec = struct('How a machine becomes a Node by way of kubeadm.', {
  ...unchanged,
  clusterConfiguration: optional(ClusterConfiguration),
  diskSetup: optional(DiskSetup),
  initConfiguration: optional(InitConfiguration),
  joinConfiguration: optional(JoinConfiguration),
  mounts: optional(
    plainList('File systems to mount.', plainList('Fields of a line of /etc/fstab, in their order.', mounts.items.items), {
      maxItems: 100,
    }),
  ),
  useExperimentalRetryJoin: optional(flag('Whether joining is tried again step by step; not used, kubeadm does so itself.')),
});

/** `status` of a KubeadmConfig in v1beta1. */
export const KubeadmConfigStatus = struct('What has become of the bootstrap data.', {
  conditions: statusConditions,
  dataSecretName: optional(text('Secret that holds the bootstrap data.', { minLength: 1, maxLength: 253 })),
  failureMessage: optional(
    text('Text of the last failure that was called final; nothing acts on it.', { minLength: 1, maxLength: 10_240 }),
  ),
  failureReason: optional(
    text('One word for the last failure that was called final; nothing acts on it.', { minLength: 1, maxLength: 256 }),
  ),
  observedGeneration,
  ready: optional(flag('Whether the Secret with the bootstrap data is there.')),
  v1beta2: newStatus({}),
});
