import { dateTime, described, flag, optional, struct, text } from '../../schema/vocabulary.ts';
import { errorFields } from '../../shapes/v1alpha2/failure.ts';
import { addresses } from '../../shapes/v1alpha2/machine.ts';
import { ObjectReference } from '../../shapes/v1beta1/object-reference.ts';

/** `status` of a Machine in v1alpha2. */
export const MachineStatus = struct('What was last seen of the Machine.', {
  addresses,
  bootstrapReady: optional(flag('Whether the bootstrap data is there.')),
  ...errorFields,
  infrastructureReady: optional(flag('Whether the provider has made the machine.')),
  lastUpdated: optional(dateTime('When the phase last changed.')),
  nodeRef: optional(described(ObjectReference, 'The Node in the workload cluster that runs on this Machine; absent until it has joined.')),
  phase: optional(
    text(
      'Where the Machine is in its life: pending, provisioning, provisioned, running, deleting, deleted or failed; absent when unknown.',
    ),
  ),
  version: optional(text('Version of the kubelet, as the Node reports it.')),
});
