import { infraMachineColumns } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DevMachineSpec, DevMachineStatus } from './v1beta2.ts';

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
      description: 'DevMachine is a machine for development: a container or a simulation.',
      spec: optional(DevMachineSpec),
      status: DevMachineStatus,
      columns: infraMachineColumns,
    }),
  },
});
export type DevMachine = ObjectOf<typeof DevMachine, 'v1beta2'>;
