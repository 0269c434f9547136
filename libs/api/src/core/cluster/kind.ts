import { age, column, conditionColumn, paused, wide } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { clusterV1Alpha2 } from './convert-v1alpha2.ts';
import { clusterV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { ClusterSpec, ClusterStatus } from './v1beta2.ts';

const description =
  'Cluster is a Kubernetes cluster whose life is managed from here; its control plane, Machines and infrastructure belong to it.';
const phase = column('Phase', 'string', '.status.phase', 'Where the Cluster is in its life');
const kubernetesVersion = column('Version', 'string', '.spec.topology.version', 'Kubernetes version of a Cluster made from a ClusterClass');

/** A workload cluster: what all of its other objects belong to. */
export const Cluster = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'Cluster',
  plural: 'clusters',
  shortNames: ['cl'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: ClusterSpec,
      status: ClusterStatus,
      columns: [
        column('ClusterClass', 'string', '.spec.topology.classRef.name', 'ClusterClass that shapes the Cluster, if any'),
        conditionColumn('Available', 'Available', 'Whether the Cluster as a whole works'),
        column('CP Desired', 'integer', '.status.controlPlane.desiredReplicas', 'Control-plane Machines wanted'),
        wide(column('CP Current', 'integer', '.status.controlPlane.replicas', 'Control-plane Machines there are')),
        wide(column('CP Ready', 'integer', '.status.controlPlane.readyReplicas', 'Control-plane Machines that are Ready')),
        column(
          'CP Available',
          'integer',
          '.status.controlPlane.availableReplicas',
          'Control-plane Machines that have been Ready for long enough',
        ),
        column(
          'CP Up-to-date',
          'integer',
          '.status.controlPlane.upToDateReplicas',
          'Control-plane Machines that are as the spec wants them',
        ),
        column('W Desired', 'integer', '.status.workers.desiredReplicas', 'Worker Machines wanted'),
        wide(column('W Current', 'integer', '.status.workers.replicas', 'Worker Machines there are')),
        wide(column('W Ready', 'integer', '.status.workers.readyReplicas', 'Worker Machines that are Ready')),
        column('W Available', 'integer', '.status.workers.availableReplicas', 'Worker Machines that have been Ready for long enough'),
        column('W Up-to-date', 'integer', '.status.workers.upToDateReplicas', 'Worker Machines that are as the spec wants them'),
        paused,
        phase,
        age,
        kubernetesVersion,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      description,
      deprecation: 'cluster.x-k8s.io/v1beta1 Cluster is deprecated; use cluster.x-k8s.io/v1beta2',
      convert: clusterV1Beta1,
      limits: v1beta1Limits,
      spec: optional(v1beta1.ClusterSpec),
      status: v1beta1.ClusterStatus,
      columns: [
        column('ClusterClass', 'string', '.spec.topology.class', 'ClusterClass that shapes the Cluster, if any'),
        phase,
        age,
        kubernetesVersion,
      ],
    }),
    v1alpha2: version({
      stage: 'served',
      description,
      deprecation: 'cluster.x-k8s.io/v1alpha2 Cluster is deprecated; use cluster.x-k8s.io/v1beta2',
      convert: clusterV1Alpha2,
      spec: optional(v1alpha2.ClusterSpec),
      status: v1alpha2.ClusterStatus,
      columns: [phase],
    }),
  },
});
export type Cluster = ObjectOf<typeof Cluster, 'v1beta2'>;
