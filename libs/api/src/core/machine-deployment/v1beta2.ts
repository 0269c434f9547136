import type { Static } from 'typebox';

import { choice, described, flag, int32, intOrString, optional, struct } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { conditions, legacyConditions } from '../../shapes/v1beta2/condition.ts';
import {
  clusterName,
  DeletionOrder,
  LabelSelector,
  machineNaming,
  MachineTemplateSpec,
  observedGeneration,
  replicaCounters,
  selectorText,
  versions,
} from '../../shapes/v1beta2/machine.ts';
import { Rollout } from './rollout.ts';

/** `spec` of a MachineDeployment. */
export const MachineDeploymentSpec = struct('The Machines that are wanted, and how they are replaced when that changes.', {
  clusterName,
  deletion: optional(DeletionOrder),
  machineNaming: optional(machineNaming),
  paused: optional(flag('While true, changes of the template are not rolled out.')),
  remediation: optional(
    struct(
      'How unhealthy Machines are replaced.',
      {
        maxInFlight: optional(
          intOrString('Most Machines, as a count or a percentage, that are being replaced at once; all of them when absent.'),
        ),
      },
      { minProperties: 1 },
    ),
  ),
  replicas: optional(int32('Machines wanted; 1 when absent, or what the autoscaler annotations allow.')),
  rollout: optional(Rollout),
  selector: described(
    LabelSelector,
    'Labels by which the MachineSets of this deployment are told; they must be among those of the template.',
  ),
  template: MachineTemplateSpec,
});
export type MachineDeploymentSpec = Static<typeof MachineDeploymentSpec>;

/** `status.phase` of a MachineDeployment. */
export const deploymentPhase = choice('What the deployment is doing, for people; programs read conditions.', [
  'ScalingUp',
  'ScalingDown',
  'Running',
  'Failed',
  'Unknown',
]);

/** `status` of a MachineDeployment. */
export const MachineDeploymentStatus = struct(
  'What was last seen of the Machines.',
  {
    ...replicaCounters,
    conditions: optional(conditions('Statements about the deployment; Available is their summary.')),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(
          struct('Status in the form of the v1beta1 API.', {
            availableReplicas: optional(zeroIs('shown', int32('Machines whose Node has been ready for long enough.'))),
            conditions: optional(legacyConditions),
            readyReplicas: optional(zeroIs('shown', int32('Machines whose Node is ready.'))),
            unavailableReplicas: optional(zeroIs('shown', int32('Machines still missing for the deployment to be fully available.'))),
            updatedReplicas: optional(zeroIs('shown', int32('Machines made from the present template.'))),
          }),
        ),
      }),
    ),
    observedGeneration: optional(observedGeneration),
    phase: optional(deploymentPhase),
    selector: optional(selectorText),
    versions: optional(versions),
  },
  { minProperties: 1 },
);
export type MachineDeploymentStatus = Static<typeof MachineDeploymentStatus>;
