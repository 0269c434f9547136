import { atomicList, described, duration, optional, plainList, struct } from '../../schema/vocabulary.ts';
import {
  checkedMachineConditionStatus,
  checkedMachineConditionType,
  checkedNodeConditionStatus,
  checkedNodeConditionType,
  maxUnhealthy,
  unhealthyRange,
} from '../v1beta2/health-check.ts';
import { ObjectReference } from './object-reference.ts';

const timeout = duration('How long the condition must have had that status before the Machine counts as unhealthy, as in 5m.');

/** Health checks for Machines in v1beta1: all fields of a MachineHealthCheck that ClusterClasses and topologies have as well. */
export const healthCheck = {
  maxUnhealthy: optional(maxUnhealthy),
  nodeStartupTimeout: optional(duration('How long a Machine may take to get its Node, as in 10m; 0s waits for ever, absent means 10m.')),
  remediationTemplate: optional(
    described(ObjectReference, 'Template of the request by which an external remediator is called; the owner remediates when absent.'),
  ),
  unhealthyConditions: optional(
    plainList(
      'Node conditions of which any one makes the Machine unhealthy.',
      struct('A status of a Node condition that is bad when it lasts.', {
        status: checkedNodeConditionStatus,
        timeout,
        type: checkedNodeConditionType,
      }),
      { maxItems: 100 },
    ),
  ),
  unhealthyMachineConditions: optional(
    atomicList(
      'Machine conditions of which any one makes the Machine unhealthy.',
      struct('A status of a Machine condition that is bad when it lasts.', {
        status: checkedMachineConditionStatus,
        timeout,
        type: checkedMachineConditionType,
      }),
      { minItems: 1, maxItems: 100 },
    ),
  ),
  unhealthyRange: optional(unhealthyRange),
};
