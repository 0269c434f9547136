import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DockerMachinePoolSpec } from '../docker-machine-pool/v1beta2.ts';

/** `spec` of a DockerMachinePoolTemplate. */
export const DockerMachinePoolTemplateSpec = struct('What is made from the template.', {
  template: struct('The DockerMachinePool that is made.', { metadata: optional(TemplateMetadata), spec: DockerMachinePoolSpec }),
});
