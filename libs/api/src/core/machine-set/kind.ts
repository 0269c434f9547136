import { age, clusterFromSpec, machineVersion, paused, replicaColumns, scale } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { MachineSetSpec, MachineSetStatus } from './v1beta2.ts';

/** A number of like Machines. */
export const MachineSet = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'MachineSet',
  plural: 'machinesets',
  shortNames: ['ms'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description:
        'MachineSet keeps a number of like Machines; usually a MachineDeployment makes it, one for each revision of its template.',
      spec: MachineSetSpec,
      status: MachineSetStatus,
      scale,
      columns: [clusterFromSpec, ...replicaColumns, paused, age, machineVersion],
    }),
  },
});
export type MachineSet = ObjectOf<typeof MachineSet, 'v1beta2'>;
