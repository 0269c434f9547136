import { MachineSetConditions, type MachineSetStatus, type Verdict } from '@capi/api';
import { setConditions } from '@capi/conditions';
import type { DeepReadonly, OperationError } from '@capi/seams';

import { present } from '../../../json/present.ts';
import { machinesReady, machinesUpToDate, remediating } from '../../../machines/aggregates.ts';
import { countMachines } from '../../../machines/counts.ts';
import { pausedBecause } from '../../../pausing.ts';
import { plainSelector, printSelector } from '../../../selectors.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { deleting } from './deleting.ts';
import { legacyStatus } from './legacy.ts';
import { scalingDown, scalingUp } from './scaling.ts';

/**
 * What is said about a MachineSet: its whole status, computed from one observation.
 * @param failure what went wrong while acting: then the spec is not carried out yet, and its generation not observed
 */
export function report(seen: Observation, plan: Plan, failure?: OperationError): DeepReadonly<MachineSetStatus> {
  const { stored, machineSet, now } = seen;
  const before: DeepReadonly<MachineSetStatus> = stored.status ?? {};
  const written = { now, observedGeneration: stored.metadata.generation };
  if (plan.kind === 'pause') return { ...before, conditions: setConditions(before.conditions, [paused(seen)], written) };
  const machines = seen.machines.map(({ machine }) => machine);
  const verdicts = [
    paused(seen),
    scalingUp(seen, plan, failure),
    scalingDown(seen),
    machinesReady('MachinesReady', machines),
    machinesUpToDate('MachinesUpToDate', machines, now),
    remediating(machines),
    deleting(seen),
  ];
  const { versions: _stale, ...kept } = before;
  return {
    ...kept,
    ...countMachines(machines),
    ...present({ observedGeneration: failure === undefined ? stored.metadata.generation : before.observedGeneration }),
    selector: printSelector(plainSelector(machineSet.spec.selector, `MachineSet ${stored.metadata.name}`)),
    conditions: setConditions(before.conditions, verdicts, written),
    deprecated: { ...before.deprecated, v1beta1: { ...before.deprecated?.v1beta1, ...legacyStatus(seen, plan) } },
  };
}

function paused({ stored, cluster }: Observation): Verdict<'Paused'> {
  const why = pausedBecause(stored, cluster);
  return why === undefined
    ? MachineSetConditions.verdict('Paused', 'False', 'NotPaused')
    : MachineSetConditions.verdict('Paused', 'True', 'Paused', why);
}
