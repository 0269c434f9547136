import { described, int32, optional, struct } from '../../schema/vocabulary.ts';
import { newReplicaCounters, newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { machineNamingStrategy, MachineTemplateSpec, observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { legacyFailure } from '../../shapes/v1beta2/condition.ts';
import { clusterName, deletionOrder, LabelSelector, selectorText, versions } from '../../shapes/v1beta2/machine.ts';

/** `spec` of a MachineSet in v1beta1. */
export const MachineSetSpec = struct('The Machines that are wanted.', {
  clusterName,
  deletePolicy: deletionOrder,
  machineNamingStrategy: optional(machineNamingStrategy),
  minReadySeconds: optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.')),
  replicas: optional(int32('Machines wanted; 1 when absent.')),
  selector: described(LabelSelector, 'Labels by which the Machines of this set are told; they must be among those of the template.'),
  template: optional(MachineTemplateSpec),
});

/** `status` of a MachineSet in v1beta1. */
export const MachineSetStatus = struct('What was last seen of the Machines.', {
  availableReplicas: optional(int32('Machines whose Node has been ready for long enough.')),
  conditions: statusConditions,
  ...legacyFailure,
  fullyLabeledReplicas: optional(int32('Machines that carry all labels of the template.')),
  observedGeneration,
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  selector: optional(selectorText),
  v1beta2: newStatus(newReplicaCounters),
  versions: optional(versions),
});
