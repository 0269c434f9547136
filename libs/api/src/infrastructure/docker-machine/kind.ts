import { infraMachineColumns } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { infraMachineColumns as v1beta1Columns } from '../v1beta1/columns.ts';
import { convertV1Alpha2 } from './convert-v1alpha2.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerMachineSpec, DockerMachineStatus } from './v1beta2.ts';

const description = 'DockerMachine is a machine that is a container.';

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
      description,
      spec: optional(DockerMachineSpec),
      status: DockerMachineStatus,
      columns: infraMachineColumns,
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DockerMachine is deprecated; use DevMachine with the docker backend',
      description,
      spec: optional(v1beta1.DockerMachineSpec),
      status: v1beta1.DockerMachineStatus,
      columns: v1beta1Columns,
      convert: convertV1Beta1,
    }),
    v1alpha2: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1alpha2 DockerMachine is deprecated; use DevMachine with the docker backend',
      description,
      spec: optional(v1alpha2.DockerMachineSpec),
      status: v1alpha2.DockerMachineStatus,
      columns: [],
      convert: convertV1Alpha2,
    }),
  },
});
export type DockerMachine = ObjectOf<typeof DockerMachine, 'v1beta2'>;
