import { age } from '../../schema/columns.ts';
import { defineKind, version, type ObjectOf } from '../../schema/define-kind.ts';
import { optional } from '../../schema/vocabulary.ts';
import { DevMachinePoolTemplateSpec } from './v1beta2.ts';

/** What the DevMachinePools of a ClusterClass are made from. */
export const DevMachinePoolTemplate = defineKind({
  group: 'infrastructure.cluster.x-k8s.io',
  kind: 'DevMachinePoolTemplate',
  plural: 'devmachinepooltemplates',
  provider: 'infrastructure-docker',
  // Upstream claims v1beta1 for the Dev pools too, although nobody serves it.
  contracts: { v1beta1: 'v1beta1', v1beta2: 'v1beta2' },
  versions: {
    v1beta2: version({
      stage: 'storage',
      description: 'DevMachinePoolTemplate is what the DevMachinePools of a ClusterClass are made from.',
      spec: optional(DevMachinePoolTemplateSpec),
      columns: [age],
    }),
  },
});
export type DevMachinePoolTemplate = ObjectOf<typeof DevMachinePoolTemplate, 'v1beta2'>;
