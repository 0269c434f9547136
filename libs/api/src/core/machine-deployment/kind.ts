import { age, clusterFromSpec, column, conditionColumn, machineVersion, paused, replicaColumns, scale } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { MachineDeploymentSpec, MachineDeploymentStatus } from './v1beta2.ts';

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
      description:
        'MachineDeployment keeps a number of like Machines and replaces them step by step, by way of MachineSets, when its template changes.',
      spec: MachineDeploymentSpec,
      status: MachineDeploymentStatus,
      scale,
      columns: [
        clusterFromSpec,
        conditionColumn('Available', 'Available', 'Whether enough Machines are Available'),
        ...replicaColumns,
        paused,
        column('Phase', 'string', '.status.phase', 'What the deployment is doing'),
        age,
        machineVersion,
      ],
    }),
  },
});
export type MachineDeployment = ObjectOf<typeof MachineDeployment, 'v1beta2'>;
