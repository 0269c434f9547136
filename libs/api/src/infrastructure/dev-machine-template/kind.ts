import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import { DevMachineTemplateSpec } from './v1beta2.ts';

/** What DevMachines are made from. */
export const DevMachineTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevMachineTemplate',
  plural: 'devmachinetemplates',
  provider: 'infrastructure-docker',
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'DevMachineTemplate is what the DevMachines of a MachineDeployment or control plane are made from.',
      spec: optional(DevMachineTemplateSpec),
      status: MachineTemplateStatus,
      columns: [age],
    }),
  },
});
export type DevMachineTemplate = ObjectOf<typeof DevMachineTemplate, 'v1beta2'>;
