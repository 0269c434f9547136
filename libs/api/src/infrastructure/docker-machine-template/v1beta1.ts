import { optional, struct } from '../../schema/vocabulary.ts';
import { TemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { DockerMachineSpec } from '../docker-machine/v1beta1.ts';

/** `spec` of a DockerMachineTemplate in v1beta1. */
export const DockerMachineTemplateSpec = struct('What is made from the template.', {
  template: struct('The DockerMachine that is made.', { metadata: optional(TemplateMetadata), spec: DockerMachineSpec }),
});
