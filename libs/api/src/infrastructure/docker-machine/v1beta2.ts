import { flag, optional, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { dockerMachineFields } from '../v1beta2/docker.ts';
import { infraMachineStatusFields } from '../v1beta2/status.ts';

/** `spec` of a DockerMachine. */
export const DockerMachineSpec = zeroIs(
  'shown',
  struct('A machine that is a container.', {
    ...dockerMachineFields,
    providerID: optional(
      text('Identity of the machine, equal to that of its Node; set by the controller.', { minLength: 1, maxLength: 512 }),
    ),
  }),
);

/** `status` of a DockerMachine. */
export const DockerMachineStatus = zeroIs(
  'shown',
  struct('What was last seen of the machine.', {
    ...infraMachineStatusFields,
    loadBalancerConfigured: optional(zeroIs('shown', flag('Whether the load balancer sends requests to this control-plane machine.'))),
  }),
);
