import { age, clusterFromSpec, column, paused } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { supersededBy } from '../../schema/deprecation.ts';
import { optional } from '../../schema/vocabulary.ts';
import { machineHealthCheckV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { MachineHealthCheckSpec, MachineHealthCheckStatus } from './v1beta2.ts';

const description = 'MachineHealthCheck watches over Machines and has those replaced that are unhealthy for too long.';

/** A watch over Machines that has unhealthy ones replaced. */
export const MachineHealthCheck = defineKind({
  group: 'cluster.x-k8s.io',
  kind: 'MachineHealthCheck',
  plural: 'machinehealthchecks',
  shortNames: ['mhc', 'mhcs'],
  provider: 'cluster-api',
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: MachineHealthCheckSpec,
      status: MachineHealthCheckStatus,
      columns: [
        clusterFromSpec,
        column('Replicas', 'integer', '.status.expectedMachines', 'Machines that are checked'),
        column('Healthy', 'integer', '.status.currentHealthy', 'Machines among them that are known to be healthy'),
        paused,
        age,
      ],
    }),
    v1beta1: version({
      stage: 'served',
      description,
      deprecation: supersededBy('cluster.x-k8s.io/v1beta1', 'MachineHealthCheck', 'cluster.x-k8s.io/v1beta2'),
      spec: optional(v1beta1.MachineHealthCheckSpec),
      status: v1beta1.MachineHealthCheckStatus,
      columns: [
        clusterFromSpec,
        column('ExpectedMachines', 'integer', '.status.expectedMachines', 'Machines that are checked'),
        column('MaxUnhealthy', 'string', '.spec.maxUnhealthy', 'Most unhealthy Machines at which remediation still goes on'),
        column('CurrentHealthy', 'integer', '.status.currentHealthy', 'Machines among them that are known to be healthy'),
        age,
      ],
      convert: machineHealthCheckV1Beta1,
    }),
  },
});
export type MachineHealthCheck = ObjectOf<typeof MachineHealthCheck, 'v1beta2'>;
