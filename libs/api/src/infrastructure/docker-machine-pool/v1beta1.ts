import { struct } from '../../schema/vocabulary.ts';
import { statusConditions } from '../../shapes/v1beta1/condition.ts';
import { dockerPoolStatusFields } from './v1beta2.ts';

/** `status` of a DockerMachinePool in v1beta1. */
export const DockerMachinePoolStatus = struct('What was last seen of the pool.', {
  ...dockerPoolStatusFields,
  conditions: statusConditions,
});
