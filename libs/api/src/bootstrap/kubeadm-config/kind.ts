import { age, clusterFromLabel, column, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { KubeadmConfigSpec, KubeadmConfigStatus } from './v1beta2.ts';

/** How one Machine becomes a Node by way of kubeadm. */
export const KubeadmConfig = defineKind({
  group: 'bootstrap.cluster.x-k8s.io',
  kind: 'KubeadmConfig',
  plural: 'kubeadmconfigs',
  provider: 'bootstrap-kubeadm',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'KubeadmConfig says how one Machine becomes a Node by way of kubeadm; from it comes the Secret with the bootstrap data.',
      spec: optional(KubeadmConfigSpec),
      status: KubeadmConfigStatus,
      columns: [
        clusterFromLabel,
        paused,
        column(
          'Data secret created',
          'string',
          '.status.initialization.dataSecretCreated',
          'Whether the Secret with the bootstrap data is there',
        ),
        age,
      ],
    }),
  },
});
export type KubeadmConfig = ObjectOf<typeof KubeadmConfig, 'v1beta2'>;
