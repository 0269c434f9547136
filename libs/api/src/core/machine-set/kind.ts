import { age, clusterFromSpec, column, machineVersion, paused, replicaColumns, scale, wide } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { optional } from '../../schema/vocabulary.ts';
import { machineSetV1Alpha2 } from './convert-v1alpha2.ts';
import { machineSetV1Beta1 } from './convert-v1beta1.ts';
import { v1alpha2Limits, v1beta1Limits } from './limits.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { MachineSetSpec, MachineSetStatus } from './v1beta2.ts';

const description =
  'MachineSet keeps a number of like Machines; usually a MachineDeployment makes it, one for each revision of its template.';

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
      description,
      spec: MachineSetSpec,
      status: MachineSetStatus,
      scale,
      columns: [clusterFromSpec, ...replicaColumns, paused, age, machineVersion],
    }),
    v1beta1: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'MachineSet', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1beta1.MachineSetSpec),
      status: v1beta1.MachineSetStatus,
      scale,
      columns: [
        clusterFromSpec,
        wide(column('Desired', 'integer', '.spec.replicas', 'Machines wanted')),
        column('Replicas', 'integer', '.status.replicas', 'Machines there are'),
        column('Ready', 'integer', '.status.readyReplicas', 'Machines whose Node is ready'),
        column('Available', 'integer', '.status.availableReplicas', 'Machines whose Node has been ready for long enough'),
        age,
        machineVersion,
      ],
      convert: machineSetV1Beta1,
      limits: v1beta1Limits,
    }),
    v1alpha2: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1alpha2', 'MachineSet', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1alpha2.MachineSetSpec),
      status: v1alpha2.MachineSetStatus,
      scale,
      columns: [],
      convert: machineSetV1Alpha2,
      limits: v1alpha2Limits,
    }),
  },
});
export type MachineSet = ObjectOf<typeof MachineSet, 'v1beta2'>;
