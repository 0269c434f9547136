import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { MachineTemplateStatus } from '../v1beta2/machine-template-status.ts';
import { convertV1Beta1 } from './convert-v1beta1.ts';
import * as v1beta1 from './v1beta1.ts';
import { DevMachineTemplateSpec } from './v1beta2.ts';

const description = 'DevMachineTemplate is what the DevMachines of a MachineDeployment or control plane are made from.';

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
      description,
      spec: optional(DevMachineTemplateSpec),
      status: MachineTemplateStatus,
      columns: [age],
    }),
    v1beta1: version({
      stage: 'served',
      deprecation: 'infrastructure.cluster.x-k8s.io/v1beta1 DevMachineTemplate is deprecated; use infrastructure.cluster.x-k8s.io/v1beta2',
      description,
      spec: optional(v1beta1.DevMachineTemplateSpec),
      columns: [age],
      convert: convertV1Beta1,
    }),
  },
});
export type DevMachineTemplate = ObjectOf<typeof DevMachineTemplate, 'v1beta2'>;
