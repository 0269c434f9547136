import { age, ownerColumn } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { KubeadmConfigTemplateSpec } from './v1beta2.ts';

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
      description: 'KubeadmConfigTemplate is what the KubeadmConfigs of a MachineSet or MachineDeployment are made from.',
      spec: optional(KubeadmConfigTemplateSpec),
      columns: [ownerColumn('ClusterClass', 'ClusterClass that uses the template'), ownerColumn('Cluster', 'Cluster it belongs to'), age],
    }),
  },
});
export type KubeadmConfigTemplate = ObjectOf<typeof KubeadmConfigTemplate, 'v1beta2'>;
