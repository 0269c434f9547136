import { described, flag, int32, intOrString, optional, struct, text } from '../../schema/vocabulary.ts';
import { MachineTemplateSpec, observedGeneration } from '../../shapes/v1alpha2/machine.ts';
import { LabelSelector } from '../../shapes/v1beta2/machine.ts';

/** `spec` of a MachineDeployment in v1alpha2. */
export const MachineDeploymentSpec = struct('The Machines that are wanted, and how they are replaced when that changes.', {
  minReadySeconds: optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.')),
  paused: optional(flag('While true, changes of the template are not rolled out.')),
  progressDeadlineSeconds: optional(int32('Not used; kept for reading back.')),
  replicas: optional(int32('Machines wanted; 1 when absent, or what the autoscaler annotations allow.')),
  revisionHistoryLimit: optional(int32('Not used; kept for reading back.')),
  selector: described(
    LabelSelector,
    'Labels by which the MachineSets of this deployment are told; they must be among those of the template.',
  ),
  strategy: optional(
    struct('How outdated Machines are replaced.', {
      rollingUpdate: optional(
        struct('Bounds on how many Machines a rollout touches at once.', {
          maxSurge: optional(
            intOrString('Machines allowed above the wanted number, as a count or a percentage rounded up; 1 when absent.'),
          ),
          maxUnavailable: optional(
            intOrString('Machines allowed to be missing from the wanted number, as a count or a percentage rounded down; 0 when absent.'),
          ),
        }),
      ),
      type: optional(text('RollingUpdate, which replaces Machines step by step; there was no other way in this version.')),
    }),
  ),
  template: MachineTemplateSpec,
});

/** `status` of a MachineDeployment in v1alpha2. */
export const MachineDeploymentStatus = struct('What was last seen of the Machines.', {
  availableReplicas: optional(int32('Machines whose Node has been ready for long enough.')),
  observedGeneration,
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  selector: optional(text('Label selector for the Machines counted here, as text, for the scale subresource.')),
  unavailableReplicas: optional(int32('Machines still missing for the deployment to be fully available.')),
  updatedReplicas: optional(int32('Machines made from the present template.')),
});
