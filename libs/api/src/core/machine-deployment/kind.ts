import {
  age,
  clusterFromSpec,
  column,
  conditionColumn,
  machineVersion,
  paused,
  replicaColumns,
  scale,
  wide,
} from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { optional } from '../../schema/vocabulary.ts';
import { machineDeploymentV1Alpha2 } from './convert-v1alpha2.ts';
import { machineDeploymentV1Beta1 } from './convert-v1beta1.ts';
import { v1alpha2Limits, v1beta1Limits } from './limits.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { MachineDeploymentSpec, MachineDeploymentStatus } from './v1beta2.ts';

const description =
  'MachineDeployment keeps a number of like Machines and replaces them step by step, by way of MachineSets, when its template changes.';
const phase = column('Phase', 'string', '.status.phase', 'What the deployment is doing');

/** A number of like Machines that are replaced step by step when the template changes. */
export const MachineDeployment = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'MachineDeployment',
  plural: 'machinedeployments',
  shortNames: ['md'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: MachineDeploymentSpec,
      status: MachineDeploymentStatus,
      scale,
      columns: [
        clusterFromSpec,
        conditionColumn('Available', 'Available', 'Whether enough Machines are Available'),
        ...replicaColumns,
        paused,
        phase,
        age,
        machineVersion,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'MachineDeployment', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1beta1.MachineDeploymentSpec),
      status: v1beta1.MachineDeploymentStatus,
      scale,
      columns: [
        clusterFromSpec,
        wide(column('Desired', 'integer', '.spec.replicas', 'Machines wanted')),
        column('Replicas', 'integer', '.status.replicas', 'Machines there are'),
        column('Ready', 'integer', '.status.readyReplicas', 'Machines whose Node is ready'),
        column('Updated', 'integer', '.status.updatedReplicas', 'Machines made from the present template'),
        column('Unavailable', 'integer', '.status.unavailableReplicas', 'Machines still missing for the deployment to be fully available'),
        phase,
        age,
        machineVersion,
      ],
      convert: machineDeploymentV1Beta1,
      limits: v1beta1Limits,
    }),
    v1alpha2: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1alpha2', 'MachineDeployment', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1alpha2.MachineDeploymentSpec),
      status: v1alpha2.MachineDeploymentStatus,
      scale,
      columns: [],
      convert: machineDeploymentV1Alpha2,
      limits: v1alpha2Limits,
    }),
  },
});
export type MachineDeployment = ObjectOf<typeof MachineDeployment, 'v1beta2'>;
