import { flag, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { failureDomains } from '../../shapes/v1beta1/failure-domains.ts';
import { MachineAddress } from '../../shapes/v1beta2/machine.ts';

/** `status` of a DockerCluster or DevCluster in v1beta1. */
export const InfraClusterStatus = struct('What was last seen of the infrastructure.', {
  conditions: statusConditions,
  failureDomains: failureDomains('Failure domains that are there.'),
  ready: optional(flag('Whether the infrastructure is there, so that machines can be made.')),
  v1beta2: newStatus({}),
});

/** Status fields of a DockerMachine or DevMachine in v1beta1. */
export const infraMachineStatusFields = {
  addresses: optional(plainList('Addresses of the machine.', MachineAddress)),
  conditions: statusConditions,
  ready: optional(flag('Whether the machine is there.')),
  v1beta2: newStatus({}),
};
