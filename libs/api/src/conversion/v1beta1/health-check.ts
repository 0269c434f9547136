import { kept, secondsAlways, seconds, shownInOld, nonZero } from '../codecs.ts';
import { listIn } from '../json.ts';
import { listOf, mapping, moved, same, type Codec, type Mapping } from '../mapping.ts';
import { templateReference } from '../references.ts';

const timeout = moved('timeout', 'timeoutSeconds', secondsAlways);
/** A list that is as good as absent when it is empty. */
const nonEmpty = (list: Codec): Codec => ({
  up: (value, remembered, known) => (listIn(value)?.length === 0 ? undefined : list.up(value, remembered, known)),
  down: (value, known) => (listIn(value)?.length === 0 ? undefined : list.down(value, known)),
});

const nodeConditions = listOf(mapping(same(shownInOld(''), 'type', 'status'), timeout));
const machineConditions = listOf(mapping(same(nonZero, 'type', 'status'), timeout));

/**
 * Health checks for Machines: flat in the old version, under `checks` and `remediation` in the hub. The struct around them is that of
 * a MachineHealthCheck, a class or a topology.
 */
export const healthCheck: Mapping = mapping(
  moved('unhealthyConditions', 'checks.unhealthyNodeConditions', nonEmpty(nodeConditions)),
  moved('unhealthyMachineConditions', 'checks.unhealthyMachineConditions', nonEmpty(machineConditions)),
  moved('nodeStartupTimeout', 'checks.nodeStartupTimeoutSeconds', seconds),
  moved('maxUnhealthy', 'remediation.triggerIf.unhealthyLessThanOrEqualTo', kept),
  moved('unhealthyRange', 'remediation.triggerIf.unhealthyInRange', nonZero),
  moved('remediationTemplate', 'remediation.templateRef', templateReference()),
);
