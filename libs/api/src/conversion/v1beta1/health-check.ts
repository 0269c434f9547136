import { kept, secondsAlways, seconds, shownInOld, text } from '../codecs.ts';
import { listOf, mapping, moved, same, type Mapping } from '../mapping.ts';
import { templateReference } from '../references.ts';

const timeout = moved('timeout', 'timeoutSeconds', secondsAlways);
const nodeConditions = listOf(mapping(same(shownInOld(''), 'type', 'status'), timeout));
const machineConditions = listOf(mapping(same(text, 'type', 'status'), timeout));

/**
 * Health checks for Machines: flat in the old version, under `checks` and `remediation` in the hub. The struct around them is that of
 * a MachineHealthCheck, a class or a topology.
 */
export const healthCheck: Mapping = mapping(
  moved('unhealthyConditions', 'checks.unhealthyNodeConditions', nodeConditions),
  moved('unhealthyMachineConditions', 'checks.unhealthyMachineConditions', machineConditions),
  moved('nodeStartupTimeout', 'checks.nodeStartupTimeoutSeconds', seconds),
  moved('maxUnhealthy', 'remediation.triggerIf.unhealthyLessThanOrEqualTo', kept),
  moved('unhealthyRange', 'remediation.triggerIf.unhealthyInRange', text),
  moved('remediationTemplate', 'remediation.templateRef', templateReference()),
);
