import { age, clusterFromLabel, column, conditionColumn, paused, replicaColumns, scale, wide } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { kubeadmControlPlaneV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { KubeadmControlPlaneSpec, KubeadmControlPlaneStatus } from './v1beta2.ts';

const description =
  'KubeadmControlPlane keeps a control plane whose Machines kubeadm sets up, and changes it one Machine at a time without losing etcd quorum.';

const versionColumn = column('Version', 'string', '.spec.version', 'Kubernetes version wanted');

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
      description,
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
        versionColumn,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'controlplane.cluster.x-k8s.io/v1beta1 KubeadmControlPlane is deprecated; use controlplane.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.KubeadmControlPlaneSpec),
      status: v1beta1.KubeadmControlPlaneStatus,
      scale,
      columns: [
        clusterFromLabel,
        column('Initialized', 'boolean', '.status.initialized', 'Whether the first machine has once answered as an API server'),
        column('API Server Available', 'boolean', '.status.ready', 'Whether at least one Machine serves the API'),
        wide(column('Desired', 'integer', '.spec.replicas', 'Machines wanted')),
        column('Replicas', 'integer', '.status.replicas', 'Machines there are'),
        column('Ready', 'integer', '.status.readyReplicas', 'Machines whose Node is ready'),
        column('Updated', 'integer', '.status.updatedReplicas', 'Machines that are as the spec wants them'),
        column('Unavailable', 'integer', '.status.unavailableReplicas', 'Machines that are missing or not ready'),
        age,
        versionColumn,
      ],
      convert: kubeadmControlPlaneV1Beta1,
      limits: v1beta1Limits,
    }),
  },
});
export type KubeadmControlPlane = ObjectOf<typeof KubeadmControlPlane, 'v1beta2'>;
