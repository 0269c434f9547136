import { flag, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { conditions, deprecatedConditions } from '../../shapes/v1beta2/condition.ts';
import { containerFields } from '../v1beta2/docker.ts';
import { instanceFields, poolFields, poolStatusFields } from '../v1beta2/machine-pool.ts';

/** `spec` of a DockerMachinePool, the same in all versions. */
export const DockerMachinePoolSpec = zeroIs(
  'shown',
  struct('A pool of machines that are containers.', {
    ...poolFields,
    template: optional(zeroIs('shown', struct('What each machine of the pool is made from.', containerFields))),
  }),
);

/** Status fields that all versions have. */
export const dockerPoolStatusFields = {
  ...poolStatusFields,
  instances: optional(
    plainList(
      'The machines of the pool.',
      struct('A machine of the pool.', {
        ...instanceFields,
        bootstrapped: optional(zeroIs('dropped', flag('Whether its bootstrap data ran to the end.'))),
      }),
    ),
  ),
};

/** `status` of a DockerMachinePool. */
export const DockerMachinePoolStatus = zeroIs(
  'shown',
  struct('What was last seen of the pool.', {
    ...dockerPoolStatusFields,
    conditions: optional(conditions('Statements about the pool; Ready is their summary.')),
    deprecated: deprecatedConditions,
  }),
);
