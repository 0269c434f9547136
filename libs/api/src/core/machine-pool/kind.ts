import { age, clusterFromSpec, column, machineVersion, paused, replicaColumns, wide } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { optional } from '../../schema/vocabulary.ts';
import { machinePoolV1Beta1 } from './convert-v1beta1.ts';
import { v1beta1Limits } from './limits.ts';
import * as v1beta1 from './v1beta1.ts';
import { MachinePoolSpec, MachinePoolStatus } from './v1beta2.ts';

// No selector: the machines of a pool need not have Machines.
const scale = { specReplicas: '.spec.replicas', statusReplicas: '.status.replicas' } as const;
const phase = column('Phase', 'string', '.status.phase', 'What the pool is doing');

/** A number of like machines that their provider keeps by itself, such as an autoscaling group. */
export const MachinePool = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'MachinePool',
  plural: 'machinepools',
  shortNames: ['mp'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'MachinePool keeps a number of like machines of which the infrastructure provider replaces single ones by itself.',
      spec: MachinePoolSpec,
      status: MachinePoolStatus,
      scale,
      columns: [clusterFromSpec, ...replicaColumns, paused, phase, age, machineVersion],
    }),
    v1beta1: version({
      stage: 'served',
      description: 'MachinePool keeps a number of like machines of which the infrastructure provider replaces single ones by itself.',
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'MachinePool', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1beta1.MachinePoolSpec),
      status: v1beta1.MachinePoolStatus,
      scale,
      columns: [
        clusterFromSpec,
        wide(column('Desired', 'integer', '.spec.replicas', 'Machines wanted')),
        column('Replicas', 'string', '.status.replicas', 'Machines there are'),
        phase,
        age,
        machineVersion,
      ],
      convert: machinePoolV1Beta1,
      limits: v1beta1Limits,
    }),
  },
});
export type MachinePool = ObjectOf<typeof MachinePool, 'v1beta2'>;
