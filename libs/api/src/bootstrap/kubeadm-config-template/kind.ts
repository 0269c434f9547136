import { age, ownerColumn } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { kubeadmV1Alpha2Limits, kubeadmV1Beta1Limits } from '../kubeadm-config/limits.ts';
import { kubeadmConfigTemplateV1Alpha2 } from './convert-v1alpha2.ts';
import { kubeadmConfigTemplateV1Beta1 } from './convert-v1beta1.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmConfigTemplateSpec } from './v1beta2.ts';

const description = 'KubeadmConfigTemplate is what the KubeadmConfigs of a MachineSet or MachineDeployment are made from.';

/** What the KubeadmConfigs of a MachineSet are made from. */
export const KubeadmConfigTemplate = defineKind({
  group: 'bootstrap.cluster.x-k8s.io',
  kind: 'KubeadmConfigTemplate',
  plural: 'kubeadmconfigtemplates',
  provider: 'bootstrap-kubeadm',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: optional(KubeadmConfigTemplateSpec),
      columns: [ownerColumn('ClusterClass', 'ClusterClass that uses the template'), ownerColumn('Cluster', 'Cluster it belongs to'), age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'bootstrap.cluster.x-k8s.io/v1beta1 KubeadmConfigTemplate is deprecated; use bootstrap.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.KubeadmConfigTemplateSpec),
      columns: [age],
      convert: kubeadmConfigTemplateV1Beta1,
      limits: kubeadmV1Beta1Limits('spec.template.spec'),
    }),
    v1alpha2: version({
      stage: 'served',
      deprecation: 'bootstrap.cluster.x-k8s.io/v1alpha2 KubeadmConfigTemplate is deprecated; use bootstrap.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1alpha2.KubeadmConfigTemplateSpec),
      columns: [],
      convert: kubeadmConfigTemplateV1Alpha2,
      limits: kubeadmV1Alpha2Limits('spec.template.spec'),
    }),
  },
});
export type KubeadmConfigTemplate = ObjectOf<typeof KubeadmConfigTemplate, 'v1beta2'>;
