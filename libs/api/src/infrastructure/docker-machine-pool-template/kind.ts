import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerMachinePoolTemplateSpec } from './v1beta2.ts';

const description = 'DockerMachinePoolTemplate is what the DockerMachinePools of a ClusterClass are made from.';

/** What the DockerMachinePools of a ClusterClass are made from. */
export const DockerMachinePoolTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerMachinePoolTemplate',
  plural: 'dockermachinepooltemplates',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta2 DockerMachinePoolTemplate is deprecated; use DevMachinePoolTemplate with the docker backend',
      description,
      spec: optional(DockerMachinePoolTemplateSpec),
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta1 DockerMachinePoolTemplate is deprecated; use DevMachinePoolTemplate with the docker backend',
      description,
      spec: optional(v1beta1.DockerMachinePoolTemplateSpec),
      columns: [age],
      convert: convertV1Beta1,
    }),
  },
});
export type DockerMachinePoolTemplate = ObjectOf<typeof DockerMachinePoolTemplate, 'v1beta2'>;
