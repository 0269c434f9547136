import { age, ownerColumn } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { kubeadmControlPlaneTemplateV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmControlPlaneTemplateSpec } from './v1beta2.ts';

const description = 'KubeadmControlPlaneTemplate is what the KubeadmControlPlanes of a ClusterClass are made from.';

/** What the KubeadmControlPlanes of a ClusterClass are made from. */
export const KubeadmControlPlaneTemplate = defineKind({
  group: 'controlplane.cluster.x-k8s.io',
  kind: 'KubeadmControlPlaneTemplate',
  plural: 'kubeadmcontrolplanetemplates',
  provider: 'control-plane-kubeadm',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: optional(KubeadmControlPlaneTemplateSpec),
      columns: [ownerColumn('ClusterClass', 'ClusterClass that uses the template'), age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation:
        'controlplane.cluster.x-k8s.io/v1beta1 KubeadmControlPlaneTemplate is deprecated; use controlplane.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.KubeadmControlPlaneTemplateSpec),
      columns: [age],
      convert: kubeadmControlPlaneTemplateV1Beta1,
      limits: v1beta1Limits,
    }),
  },
});
export type KubeadmControlPlaneTemplate = ObjectOf<typeof KubeadmControlPlaneTemplate, 'v1beta2'>;
