import { choice, dateTime, described, flag, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';
import { legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { MachineAddress, NodeInfo } from '../../shapes/v1beta2/machine.ts';
import { deletionProgress } from './v1beta2.ts';

/** `status` of a Machine in v1beta1. */
export const MachineStatus = struct('What was last seen of the Machine.', {
  addresses: optional(plainList('Addresses of the machine, as its provider reports them.', MachineAddress)),
  bootstrapReady: optional(flag('Whether the bootstrap data is there.')),
  certificatesExpiryDate: optional(dateTime('When the first certificate on a control-plane Machine expires.')),
  conditions: statusConditions,
  deletion: optional(deletionProgress),
  ...legacyFailure,
  infrastructureReady: optional(flag('Whether the provider has made the machine.')),
  lastUpdated: optional(dateTime('When the phase last changed.')),
  nodeInfo: optional(NodeInfo),
  nodeRef: optional(described(ObjectReference, 'The Node in the workload cluster that runs on this Machine; absent until it has joined.')),
  observedGeneration,
  phase: optional(
    choice('Where the Machine is in its life, for people; programs read conditions.', [
      'Pending',
      'Provisioning',
      'Provisioned',
      'Running',
      'Deleting',
      'Deleted',
      'Failed',
      'Unknown',
    ]),
  ),
  v1beta2: newStatus({}),
});
