import { age, clusterFromLabel, column, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { kubeadmConfigV1Alpha2 } from './convert-v1alpha2.ts';
import { kubeadmConfigV1Beta1 } from './convert-v1beta1.ts';
import { kubeadmV1Beta1Limits, v1alpha2Limits } from './limits.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmConfigSpec, KubeadmConfigStatus } from './v1beta2.ts';

const description =
  'KubeadmConfig says how one Machine becomes a Node by way of kubeadm; from it comes the Secret with the bootstrap data.';

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
      description,
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
    v1beta1: version({
      stage: 'served',
      deprecation: 'bootstrap.cluster.x-k8s.io/v1beta1 KubeadmConfig is deprecated; use bootstrap.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.KubeadmConfigSpec),
      status: v1beta1.KubeadmConfigStatus,
      columns: [clusterFromLabel, age],
      convert: kubeadmConfigV1Beta1,
      limits: kubeadmV1Beta1Limits('spec'),
    }),
    v1alpha2: version({
      stage: 'served',
      deprecation: 'bootstrap.cluster.x-k8s.io/v1alpha2 KubeadmConfig is deprecated; use bootstrap.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1alpha2.KubeadmConfigSpec),
      status: v1alpha2.KubeadmConfigStatus,
      columns: [],
      convert: kubeadmConfigV1Alpha2,
      limits: v1alpha2Limits,
    }),
  },
});
export type KubeadmConfig = ObjectOf<typeof KubeadmConfig, 'v1beta2'>;
