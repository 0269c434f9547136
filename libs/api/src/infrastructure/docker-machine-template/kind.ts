import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import { DockerMachineTemplateSpec } from './v1beta2.ts';

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
      description: 'DockerMachineTemplate is what the DockerMachines of a MachineDeployment or control plane are made from.',
      spec: optional(DockerMachineTemplateSpec),
      status: MachineTemplateStatus,
      columns: [age],
    }),
  },
});
export type DockerMachineTemplate = ObjectOf<typeof DockerMachineTemplate, 'v1beta2'>;
