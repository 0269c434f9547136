import { MachineDeploymentConditions, type MachineDeploymentStatus, type Verdict } from '@capi/api';
import { setConditions } from '@capi/conditions';
import type { DeepReadonly, OperationError } from '@capi/seams';

import { present } from '../../../json/present.ts';
import { machinesReady, machinesUpToDate, remediating } from '../../../machines/aggregates.ts';
import { countMachines } from '../../../machines/counts.ts';
import { pausedBecause } from '../../../pausing.ts';
import { plainSelector, printSelector } from '../../../selectors.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { available, deleting, rollingOut, scalingDown, scalingUp } from './conditions.ts';
import { judgedMachines } from './judged-machines.ts';
import { legacyStatus } from './legacy.ts';

/**
 * What is said about a MachineDeployment: its whole status, counted from the Machines themselves and judged by the very spec whose
 * generation it names, so that nobody who waits for a rollout is told too early that it is done.
 */
export function report(seen: Observation, plan: Plan, failure?: OperationError): DeepReadonly<MachineDeploymentStatus> {
  const { stored, deployment, now } = seen;
  const before: DeepReadonly<MachineDeploymentStatus> = stored.status ?? {};
  const written = { now, observedGeneration: stored.metadata.generation };
  if (plan.kind === 'pause') return { ...before, conditions: setConditions(before.conditions, [paused(seen)], written) };
  const machines = judgedMachines(seen);
  const counts = seen.sets.length === 0 ? undefined : countMachines(machines);
  const verdicts = [
    paused(seen),
    available(seen, counts?.availableReplicas),
    rollingOut(machines),
    scalingUp(seen, machines.length),
    scalingDown(seen, machines),
    machinesReady('MachinesReady', machines),
    machinesUpToDate('MachinesUpToDate', machines, now),
    remediating(machines),
    deleting(seen, machines, plan),
  ];
  const {
    replicas: _replicas,
    readyReplicas: _ready,
    availableReplicas: _available,
    upToDateReplicas: _upToDate,
    versions: _versions,
    ...kept
  } = before;
  return {
    ...kept,
    ...counts,
    ...present({ observedGeneration: failure === undefined ? stored.metadata.generation : before.observedGeneration }),
    selector: printSelector(plainSelector(deployment.spec.selector, `MachineDeployment ${stored.metadata.name}`)),
    phase: phase(seen, machines.length),
    conditions: setConditions(before.conditions, verdicts, written),
    deprecated: { ...before.deprecated, v1beta1: { ...before.deprecated?.v1beta1, ...legacyStatus(seen) } },
  };
}

/** What the deployment is doing, by its numbers alone. */
function phase({ stored, deployment }: Observation, have: number): NonNullable<MachineDeploymentStatus['phase']> {
  if (stored.metadata.deletionTimestamp !== undefined) return 'ScalingDown';
  const want = deployment.spec.replicas ?? 1;
  if (have === want) return 'Running';
  return have < want ? 'ScalingUp' : 'ScalingDown';
}

function paused({ stored, cluster }: Observation): Verdict<'Paused'> {
  const why = pausedBecause(stored, cluster);
  return why === undefined
    ? MachineDeploymentConditions.verdict('Paused', 'False', 'NotPaused')
    : MachineDeploymentConditions.verdict('Paused', 'True', 'Paused', why);
}
