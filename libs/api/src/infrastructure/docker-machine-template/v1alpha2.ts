import { struct } from '../../schema/vocabulary.ts';
import { DockerMachineSpec } from '../docker-machine/v1alpha2.ts';

/** `spec` of a DockerMachineTemplate in v1alpha2. */
export const DockerMachineTemplateSpec = struct('What is made from the template.', {
  template: struct('The DockerMachine that is made.', { spec: DockerMachineSpec }),
});
