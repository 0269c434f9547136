import type { Static } from 'typebox';

import { conditionType } from '../../schema/patterns.ts';
import { atomicList, choice, described, int32, intOrString, optional, struct, text, withRules } from '../../schema/vocabulary.ts';
import { TemplateReference } from './reference.ts';

/** Type of a Machine condition that a health check may look at. */
export const checkedMachineConditionType = withRules(
  text('Type of the Machine condition.', { minLength: 1, maxLength: 316, pattern: conditionType }),
  {
    rule: "!(self in ['Ready','Available','HealthCheckSucceeded','OwnerRemediated','ExternallyRemediated'])",
    message: 'conditions that follow from health checks themselves cannot be checked: choose another type',
  },
);
/** Status of a Machine condition that is bad. */
export const checkedMachineConditionStatus = choice('Status that is bad.', ['True', 'False', 'Unknown']);
/** Status of a Node condition that is bad; any text, as Nodes may hold any. */
export const checkedNodeConditionStatus = text('Status that is bad: True, False or Unknown.', { minLength: 1 });
/** Type of a Node condition that a health check looks at. */
export const checkedNodeConditionType = text('Type of the Node condition.', { minLength: 1 });

const timeoutSeconds = int32('How long the condition must have had that status before the Machine counts as unhealthy.', { minimum: 0 });

/** When a Machine counts as unhealthy. */
export const HealthChecks = struct(
  'When a Machine counts as unhealthy.',
  {
    nodeStartupTimeoutSeconds: optional(
      int32('How long a Machine may take to get its Node; 0 waits for ever, absent means 600.', { minimum: 0 }),
    ),
    unhealthyMachineConditions: optional(
      atomicList(
        'Machine conditions of which any one makes the Machine unhealthy.',
        struct('A status of a Machine condition that is bad when it lasts.', {
          status: checkedMachineConditionStatus,
          timeoutSeconds,
          type: checkedMachineConditionType,
        }),
        { minItems: 1, maxItems: 100 },
      ),
    ),
    unhealthyNodeConditions: optional(
      atomicList(
        'Node conditions of which any one makes the Machine unhealthy.',
        struct('A status of a Node condition that is bad when it lasts.', {
          status: checkedNodeConditionStatus,
          timeoutSeconds,
          type: checkedNodeConditionType,
        }),
        { minItems: 1, maxItems: 100 },
      ),
    ),
  },
  { minProperties: 1 },
);
/** When a Machine counts as unhealthy. */
export type HealthChecks = Static<typeof HealthChecks>;

export const unhealthyRange = text('Range of unhealthy Machines within which remediation goes on, as in [1-3].', {
  minLength: 1,
  maxLength: 32,
  pattern: '^\\[[0-9]+-[0-9]+\\]$',
});
export const maxUnhealthy = intOrString('Most unhealthy Machines, as a count or a percentage, at which remediation still goes on.');

/** What is done about unhealthy Machines, and how many of them are too many to do it. */
const remediationFields = {
  templateRef: optional(
    described(TemplateReference, 'Template of the request by which an external remediator is called; the owner remediates when absent.'),
  ),
  triggerIf: optional(
    struct(
      'Remediate only while the number of unhealthy Machines is within these bounds.',
      { unhealthyInRange: optional(unhealthyRange), unhealthyLessThanOrEqualTo: optional(maxUnhealthy) },
      { minProperties: 1 },
    ),
  ),
};

/** `remediation` of health checks in a class or a topology, for Machines of a MachineDeployment. */
export const WorkerRemediation = struct(
  'What is done about unhealthy Machines.',
  {
    maxInFlight: optional(intOrString('Most Machines, as a count or a percentage, that are being remediated at once.')),
    ...remediationFields,
  },
  { minProperties: 1 },
);

/** `remediation` of a health check. */
export const HealthCheckRemediation = struct('What is done about unhealthy Machines.', remediationFields, { minProperties: 1 });
/** `remediation` of a health check. */
export type HealthCheckRemediation = Static<typeof HealthCheckRemediation>;
