import { optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DevMachineSpec } from '../dev-machine/v1beta2.ts';

/** `spec` of a DevMachineTemplate. */
export const DevMachineTemplateSpec = zeroIs(
  'shown',
  struct('What is made from the template.', {
    template: zeroIs('shown', struct('The DevMachine that is made.', { metadata: optional(TemplateMetadata), spec: DevMachineSpec })),
  }),
);
