import { choice, intOrString, optional, struct } from '../../schema/vocabulary.ts';
import { deletionOrder } from '../v1beta2/machine.ts';

/** How a MachineDeployment replaces its Machines, in v1beta1. */
export const MachineDeploymentStrategy = struct('How outdated and unhealthy Machines are replaced.', {
  remediation: optional(
    struct('How unhealthy Machines are replaced.', {
      maxInFlight: optional(
        intOrString('Most Machines, as a count or a percentage, that are being replaced at once; all of them when absent.'),
      ),
    }),
  ),
  rollingUpdate: optional(
    struct('Bounds on how many Machines a rollout touches at once.', {
      deletePolicy: deletionOrder,
      maxSurge: optional(intOrString('Machines allowed above the wanted number, as a count or a percentage rounded up; 1 when absent.')),
      maxUnavailable: optional(
        intOrString('Machines allowed to be missing from the wanted number, as a count or a percentage rounded down; 0 when absent.'),
      ),
    }),
  ),
  type: optional(
    choice('RollingUpdate replaces Machines step by step; OnDelete replaces each one when somebody deletes it.', [
      'RollingUpdate',
      'OnDelete',
    ]),
  ),
});
