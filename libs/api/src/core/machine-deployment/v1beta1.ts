import { dateTime, described, flag, int32, optional, struct } from '../../schema/vocabulary.ts';
import { newReplicaCounters, newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { MachineDeploymentStrategy } from '../../shapes/v1beta1/machine-deployment-strategy.ts';
import { machineNamingStrategy, MachineTemplateSpec, observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { clusterName, LabelSelector, selectorText, versions } from '../../shapes/v1beta2/machine.ts';
import { deploymentPhase } from './v1beta2.ts';

/** `spec` of a MachineDeployment in v1beta1. */
export const MachineDeploymentSpec = struct('The Machines that are wanted, and how they are replaced when that changes.', {
  clusterName,
  machineNamingStrategy: optional(machineNamingStrategy),
  minReadySeconds: optional(int32('How long a Machine must have been Ready before it counts as Available; 0 when absent.')),
  paused: optional(flag('While true, changes of the template are not rolled out.')),
  progressDeadlineSeconds: optional(int32('Not used; it is not kept.')),
  replicas: optional(int32('Machines wanted; 1 when absent, or what the autoscaler annotations allow.')),
  revisionHistoryLimit: optional(int32('Not used; it is not kept.')),
  rolloutAfter: optional(dateTime('Machines made before this moment are replaced once it has come.')),
  selector: described(
    LabelSelector,
    'Labels by which the MachineSets of this deployment are told; they must be among those of the template.',
  ),
  strategy: optional(MachineDeploymentStrategy),
  template: MachineTemplateSpec,
});

/** `status` of a MachineDeployment in v1beta1. */
export const MachineDeploymentStatus = struct('What was last seen of the Machines.', {
  availableReplicas: optional(int32('Machines whose Node has been ready for long enough.')),
  conditions: statusConditions,
  observedGeneration,
  phase: optional(deploymentPhase),
  readyReplicas: optional(int32('Machines whose Node is ready.')),
  replicas: optional(int32('Machines there are, whatever their state.')),
  selector: optional(selectorText),
  unavailableReplicas: optional(int32('Machines still missing for the deployment to be fully available.')),
  updatedReplicas: optional(int32('Machines made from the present template.')),
  v1beta2: newStatus(newReplicaCounters),
  versions: optional(versions),
});
