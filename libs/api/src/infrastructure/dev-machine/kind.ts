import { infraMachineColumns } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { infraMachineColumns as v1beta1Columns } from '../v1beta1/columns.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DevMachineSpec, DevMachineStatus } from './v1beta2.ts';

const description = 'DevMachine is a machine for development: a container or a simulation.';

/** A machine for development: a container or a simulation. */
export const DevMachine = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevMachine',
  plural: 'devmachines',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description,
      spec: optional(DevMachineSpec),
      status: DevMachineStatus,
      columns: infraMachineColumns,
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DevMachine is deprecated; use infrastructure.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.DevMachineSpec),
      status: v1beta1.DevMachineStatus,
      columns: v1beta1Columns,
      convert: convertV1Beta1,
    }),
  },
});
export type DevMachine = ObjectOf<typeof DevMachine, 'v1beta2'>;
