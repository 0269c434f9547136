import { described, optional, plainList, struct } from '../../schema/vocabulary.ts';
import { newStatus, statusConditions } from '../../shapes/v1beta1/condition.ts';
import { healthCheck } from '../../shapes/v1beta1/health-check.ts';
import { observedGeneration } from '../../shapes/v1beta1/machine.ts';
import { clusterName, LabelSelector } from '../../shapes/v1beta2/machine.ts';
import { currentHealthy, expectedMachines, remediationsAllowed, target } from './v1beta2.ts';

/** `spec` of a MachineHealthCheck in v1beta1. */
export const MachineHealthCheckSpec = struct('Which Machines are checked, and what is done about unhealthy ones.', {
  clusterName,
  ...healthCheck,
  selector: described(LabelSelector, 'Labels by which the Machines to check are told.'),
});

/** `status` of a MachineHealthCheck in v1beta1. */
export const MachineHealthCheckStatus = struct('What was last seen of the Machines.', {
  conditions: statusConditions,
  currentHealthy: optional(currentHealthy),
  expectedMachines: optional(expectedMachines),
  observedGeneration,
  remediationsAllowed: optional(remediationsAllowed),
  targets: optional(plainList('Machines that are checked.', target, { maxItems: 10_000 })),
  v1beta2: newStatus({}),
});
