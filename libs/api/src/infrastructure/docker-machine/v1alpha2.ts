import { flag, optional, struct, text } from '../../schema/vocabulary.ts';

/** `spec` of a DockerMachine in v1alpha2. */
export const DockerMachineSpec = struct('A machine that is a container.', {
  providerID: optional(text('Identity of the machine, equal to that of its Node; set by the controller.')),
});

/** `status` of a DockerMachine in v1alpha2. */
export const DockerMachineStatus = struct('What was last seen of the machine.', {
  ready: optional(flag('Whether the machine is there.')),
});
