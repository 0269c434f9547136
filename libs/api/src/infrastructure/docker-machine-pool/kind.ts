import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerMachinePoolSpec, DockerMachinePoolStatus } from './v1beta2.ts';

const description = 'DockerMachinePool is a pool of machines that are containers.';

/** A pool of machines that are containers. */
export const DockerMachinePool = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerMachinePool',
  plural: 'dockermachinepools',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta2 DockerMachinePool is deprecated; use DevMachinePool with the docker backend',
      description,
      spec: optional(DockerMachinePoolSpec),
      status: DockerMachinePoolStatus,
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DockerMachinePool is deprecated; use DevMachinePool with the docker backend',
      description,
      spec: optional(DockerMachinePoolSpec),
      status: v1beta1.DockerMachinePoolStatus,
      columns: [age],
      convert: convertV1Beta1,
    }),
  },
});
export type DockerMachinePool = ObjectOf<typeof DockerMachinePool, 'v1beta2'>;
