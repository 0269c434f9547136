import { age, clusterFromLabel, column, conditionColumn, paused, replicaColumns, scale } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { KubeadmControlPlaneSpec, KubeadmControlPlaneStatus } from './v1beta2.ts';

/** A control plane of Machines that kubeadm sets up. */
export const KubeadmControlPlane = defineKind({
  group: 'controlplane.cluster.x-k8s.io',
  kind: 'KubeadmControlPlane',
  plural: 'kubeadmcontrolplanes',
  shortNames: ['kcp'],
  provider: 'control-plane-kubeadm',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description:
        'KubeadmControlPlane keeps a control plane whose Machines kubeadm sets up, and changes it one Machine at a time without losing etcd quorum.',
      spec: KubeadmControlPlaneSpec,
      status: KubeadmControlPlaneStatus,
      scale,
      columns: [
        clusterFromLabel,
        conditionColumn('Available', 'Available', 'Whether the control plane can be relied on'),
        ...replicaColumns,
        paused,
        column(
          'Initialized',
          'boolean',
          '.status.initialization.controlPlaneInitialized',
          'Whether the first machine has once answered as an API server',
        ),
        age,
        column('Version', 'string', '.spec.version', 'Kubernetes version wanted'),
      ],
    }),
  },
});
export type KubeadmControlPlane = ObjectOf<typeof KubeadmControlPlane, 'v1beta2'>;
