import { flag, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { failureDomains } from '../../shapes/v1beta2/cluster.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { failureDomain, MachineAddress } from '../../shapes/v1beta2/machine.ts';

const provisioned = (meaning: string) =>
  optional(struct('First steps that, once done, stay done.', { provisioned: optional(flag(meaning)) }, { minProperties: 1 }));

/** `status` of a DockerCluster or DevCluster. */
export const InfraClusterStatus = zeroIs(
  'shown',
  struct('What was last seen of the infrastructure.', {
    conditions: optional(conditions('Statements about the infrastructure; Ready is their summary.')),
    deprecated: deprecatedConditions,
    failureDomains: optional(failureDomains('Failure domains that are there.')),
    initialization: provisioned('Whether the infrastructure is there, so that machines can be made.'),
  }),
);

/** Status fields of a DockerMachine or DevMachine. */
export const infraMachineStatusFields = {
  addresses: optional(plainList('Addresses of the machine.', MachineAddress)),
  conditions: optional(conditions('Statements about the machine; Ready is their summary.')),
  deprecated: deprecatedConditions,
  failureDomain: optional(failureDomain('Failure domain in which the machine was placed.')),
  initialization: provisioned('Whether the machine is there.'),
};
