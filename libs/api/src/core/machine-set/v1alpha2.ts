import { described, int32, optional, struct, text } from '../../schema/vocabulary.ts';
import { errorFields } from '../../shapes/v1alpha2/failure.ts';
import { MachineTemplateSpec, observedGeneration } from '../../shapes/v1alpha2/machine.ts';
import { LabelSelector } from '../../shapes/v1beta2/machine.ts';

/** `spec` of a MachineSet in v1alpha2. */
export const MachineSetSpec = struct('The Machines that are wanted.', {
  deletePolicy: optional(text('Which Machines go first when there are too many: Random, Newest or Oldest; Random when absent.')),
  minReadySeconds: optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.')),
  replicas: optional(int32('Machines wanted; 1 when absent.')),
  selector: described(LabelSelector, 'Labels by which the Machines of this set are told; they must be among those of the template.'),
  template: optional(MachineTemplateSpec),
});

/** `status` of a MachineSet in v1alpha2. */
export const MachineSetStatus = struct('What was last seen of the Machines.', {
  availableReplicas: optional(int32('Machines whose Node has been ready for long enough.')),
  ...errorFields,
  fullyLabeledReplicas: optional(int32('Machines that carry all labels of the template.')),
  observedGeneration,
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  selector: optional(text('Label selector for the Machines counted here, as text, for the scale subresource.')),
});
