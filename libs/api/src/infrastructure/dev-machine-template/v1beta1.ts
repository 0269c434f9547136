import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { DevMachineSpec } from '../dev-machine/v1beta1.ts';

/** `spec` of a DevMachineTemplate in v1beta1. */
export const DevMachineTemplateSpec = struct('What is made from the template.', {
  template: struct('The DevMachine that is made.', { metadata: optional(TemplateMetadata), spec: DevMachineSpec }),
});
