import { flag, optional, struct, text } from '../../schema/vocabulary.ts';
import { infraMachineStatusFields } from '../v1beta1/status.ts';
import { dockerMachineFields } from '../v1beta2/docker.ts';

/** `spec` of a DockerMachine in v1beta1. */
export const DockerMachineSpec = struct('A machine that is a container.', {
  ...dockerMachineFields,
  providerID: optional(text('Identity of the machine, equal to that of its Node; set by the controller.')),
});

/** `status` of a DockerMachine in v1beta1. */
export const DockerMachineStatus = struct('What was last seen of the machine.', {
  ...infraMachineStatusFields,
  loadBalancerConfigured: optional(flag('Whether the load balancer sends requests to this control-plane machine.')),
});
