import { optional, struct, text } from '../../schema/vocabulary.ts';
import { infraMachineStatusFields } from '../v1beta1/status.ts';
import { backend } from './v1beta2.ts';

/** `spec` of a DevMachine in v1beta1. */
export const DevMachineSpec = struct('A machine for development, on one of several backends.', {
  backend,
  providerID: optional(text('Identity of the machine, equal to that of its Node; set by the controller.')),
});

/** `status` of a DevMachine in v1beta1. */
export const DevMachineStatus = struct('What was last seen of the machine.', infraMachineStatusFields);
