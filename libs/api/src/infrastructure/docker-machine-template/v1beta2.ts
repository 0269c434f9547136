import { optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';
import { DockerMachineSpec } from '../docker-machine/v1beta2.ts';

/** `spec` of a DockerMachineTemplate. */
export const DockerMachineTemplateSpec = zeroIs(
  'shown',
  struct('What is made from the template.', {
    template: zeroIs('shown', struct('The DockerMachine that is made.', { metadata: optional(TemplateMetadata), spec: DockerMachineSpec })),
  }),
);
