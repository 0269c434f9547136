import { infraMachineColumns } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DockerMachineSpec, DockerMachineStatus } from './v1beta2.ts';

/** A machine that is a container. */
export const DockerMachine = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerMachine',
  plural: 'dockermachines',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta2 DockerMachine is deprecated; use DevMachine with the docker backend',
      description: 'DockerMachine is a machine that is a container.',
      spec: optional(DockerMachineSpec),
      status: DockerMachineStatus,
      columns: infraMachineColumns,
    }),
  },
});
export type DockerMachine = ObjectOf<typeof DockerMachine, 'v1beta2'>;
