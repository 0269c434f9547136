import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DevMachinePoolSpec, DevMachinePoolStatus } from './v1beta2.ts';

/** A pool of machines for development. */
export const DevMachinePool = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevMachinePool',
  plural: 'devmachinepools',
  provider: 'infrastructure-docker',
  // Upstream claims v1beta1 for the Dev pools too, although nobody serves it.
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'DevMachinePool is a pool of machines for development.',
      spec: optional(DevMachinePoolSpec),
      status: DevMachinePoolStatus,
      columns: [age],
    }),
  },
});
export type DevMachinePool = ObjectOf<typeof DevMachinePool, 'v1beta2'>;
