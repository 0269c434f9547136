import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DevMachinePoolSpec } from '../dev-machine-pool/v1beta2.ts';

/** `spec` of a DevMachinePoolTemplate. */
export const DevMachinePoolTemplateSpec = struct('What is made from the template.', {
  template: struct('The DevMachinePool that is made.', { metadata: optional(TemplateMetadata), spec: DevMachinePoolSpec }),
});
