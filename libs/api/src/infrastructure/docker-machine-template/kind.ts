import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import { convertV1Alpha2 } from './convert-v1alpha2.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1alpha2 from './v1alpha2.ts';
import * as v1beta1 from './v1beta1.ts';
import { DockerMachineTemplateSpec } from './v1beta2.ts';

const description = 'DockerMachineTemplate is what the DockerMachines of a MachineDeployment or control plane are made from.';

/** What DockerMachines are made from. */
export const DockerMachineTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DockerMachineTemplate',
  plural: 'dockermachinetemplates',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta2 DockerMachineTemplate is deprecated; use DevMachineTemplate with the docker backend',
      description,
      spec: optional(DockerMachineTemplateSpec),
      status: MachineTemplateStatus,
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1beta1 DockerMachineTemplate is deprecated; use DevMachineTemplate with the docker backend',
      description,
      spec: optional(v1beta1.DockerMachineTemplateSpec),
      columns: [age],
      convert: convertV1Beta1,
    }),
    v1alpha2: version({
      stage: 'served',
      deprecation:
        'infrastructure.cluster.x-k8s.io/v1alpha2 DockerMachineTemplate is deprecated; use DevMachineTemplate with the docker backend',
      description,
      spec: optional(v1alpha2.DockerMachineTemplateSpec),
      columns: [],
      convert: convertV1Alpha2,
    }),
  },
});
export type DockerMachineTemplate = ObjectOf<typeof DockerMachineTemplate, 'v1beta2'>;
