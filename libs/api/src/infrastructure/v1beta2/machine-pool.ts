import { flag, int32, int64, optional, plainList, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { MachineAddress } from '../../shapes/v1beta2/machine.ts';

/** Fields that the spec of every pool of containers has. */
export const poolFields = {
  providerID: optional(text('Identity of the pool; set by the controller.')),
  providerIDList: optional(plainList('Identities of the machines of the pool; set by the controller.', text('Identity of a machine.'))),
};

/** A machine of a pool, as its status lists it. */
export const instanceFields = {
  addresses: optional(plainList('Addresses of the machine.', MachineAddress)),
  instanceName: optional(text('Name of the machine, which is that of its container.')),
  providerID: optional(zeroIs('kept', text('Identity of the machine, equal to that of its Node.'))),
  ready: optional(zeroIs('shown', flag('Whether the machine is there and has bootstrapped.'))),
  version: optional(zeroIs('kept', text('Kubernetes version of the machine.'))),
};

/** Status fields of a pool besides its instances and conditions. */
export const poolStatusFields = {
  infrastructureMachineKind: optional(text('Kind of the objects that stand for the machines of the pool.')),
  observedGeneration: optional(zeroIs('dropped', int64('Generation of the object that the status was computed from.'))),
  ready: optional(zeroIs('shown', flag('Whether the pool is there.'))),
  replicas: optional(zeroIs('shown', int32('Machines there are.'))),
};
