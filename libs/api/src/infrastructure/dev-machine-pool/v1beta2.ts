import { optional, plainList, struct } from '../../schema/vocabulary.ts';
import { conditions } from '../../shapes/v1beta2/condition.ts';
import { containerFields } from '../v1beta2/docker.ts';
import { instanceFields, poolFields, poolStatusFields } from '../v1beta2/machine-pool.ts';

/** `spec` of a DevMachinePool. */
export const DevMachinePoolSpec = struct('A pool of machines for development.', {
  ...poolFields,
  backend: optional(struct('What the machines run on.', { docker: optional(struct('The machines are containers.', containerFields)) })),
});

/** `status` of a DevMachinePool. */
export const DevMachinePoolStatus = struct('What was last seen of the pool.', {
  ...poolStatusFields,
  conditions: optional(conditions('Statements about the pool; Ready is their summary.')),
  instances: optional(plainList('The machines of the pool.', struct('A machine of the pool.', instanceFields))),
});
