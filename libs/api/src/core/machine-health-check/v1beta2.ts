import type { Static } from 'typebox';

import { atomicList, described, int32, optional, struct, text } from '../../schema/vocabulary.ts';
import { conditions, legacyConditions } from '../../shapes/v1beta2/condition.ts';
import { HealthCheckRemediation, HealthChecks } from '../../shapes/v1beta2/health-check.ts';
import { clusterName, LabelSelector, observedGeneration } from '../../shapes/v1beta2/machine.ts';

/** `spec` of a MachineHealthCheck. */
export const MachineHealthCheckSpec = struct('Which Machines are checked, and what is done about unhealthy ones.', {
  checks: optional(HealthChecks),
  clusterName,
  remediation: optional(HealthCheckRemediation),
  selector: described(LabelSelector, 'Labels by which the Machines to check are told.'),
});
export type MachineHealthCheckSpec = Static<typeof MachineHealthCheckSpec>;

/** One entry of `status.targets`. */
export const target = text('Name of a Machine.', { minLength: 1, maxLength: 253 });
export const expectedMachines = int32('Machines that are checked.', { minimum: 0 });
export const currentHealthy = int32('Machines among them that are known to be healthy.', { minimum: 0 });
export const remediationsAllowed = int32('Machines that may still become unhealthy before remediation stops.', { minimum: 0 });

/** `status` of a MachineHealthCheck. */
export const MachineHealthCheckStatus = struct(
  'What was last seen of the Machines.',
  {
    conditions: optional(conditions('Statements about the check; RemediationAllowed says whether it acts.')),
    currentHealthy: optional(currentHealthy),
    deprecated: optional(
      struct('What older API versions showed.', {
        v1beta1: optional(struct('Status in the form of the v1beta1 API.', { conditions: optional(legacyConditions) })),
      }),
    ),
    expectedMachines: optional(expectedMachines),
    observedGeneration: optional(observedGeneration),
    remediationsAllowed: optional(remediationsAllowed),
    targets: optional(atomicList('Machines that are checked.', target, { maxItems: 10_000 })),
  },
  { minProperties: 1 },
);
export type MachineHealthCheckStatus = Static<typeof MachineHealthCheckStatus>;
