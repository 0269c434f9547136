import { ClusterConditions, type ClusterStatus, type Verdict } from '@capi/api';
import { setConditions, withVerdicts } from '@capi/conditions';
import type { DeepReadonly, OperationError } from '@capi/seams';

import { present } from '../../../json/present.ts';
import { machinesReady, machinesUpToDate, remediating } from '../../../machines/aggregates.ts';
import { pausedBecause } from '../../../pausing.ts';
import { handedOver } from '../decide/handed-over.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observation } from '../observation.ts';
import { available } from './available.ts';
import { controlPlaneCounters, workerCounters } from './counters.ts';
import { deleting } from './deleting.ts';
import { legacyConditions } from './legacy.ts';
import { moving, workersAvailable } from './moving.ts';
import { controlPlaneAvailable, controlPlaneInitialized, infrastructureReady } from './provider-conditions.ts';
import { remoteConnectionProbe } from './remote-connection-probe.ts';

/**
 * What is said about a Cluster: its whole status, computed from one observation.
 * @param failure what went wrong while acting: then the spec is not carried out yet, and its generation not observed
 */
export function report(seen: Observation, plan: Plan, failure?: OperationError): DeepReadonly<ClusterStatus> {
  const { cluster, now } = seen;
  const before: DeepReadonly<ClusterStatus> = cluster.status ?? {};
  const written = { now, observedGeneration: cluster.metadata.generation };
  if (plan.kind === 'pause') return { ...before, conditions: setConditions(before.conditions, [paused(seen)], written) };
  const { infrastructureProvisioned, controlPlaneInitialized: isInitialized, failureDomains } = handedOver(seen);
  const initialization = {
    ...(isInitialized ? { controlPlaneInitialized: true } : {}),
    ...(infrastructureProvisioned ? { infrastructureProvisioned: true } : {}),
  };
  const { failureDomains: _known, ...kept } = before;
  return {
    ...kept,
    ...present({
      observedGeneration: failure === undefined ? cluster.metadata.generation : before.observedGeneration,
      initialization: Object.keys(initialization).length === 0 ? undefined : initialization,
      failureDomains: someOf(failureDomains ?? before.failureDomains),
    }),
    phase: phase(seen),
    controlPlane: controlPlaneCounters(seen),
    workers: workerCounters(seen),
    conditions: setConditions(before.conditions, conditionsOf(seen, plan), written),
    deprecated: { ...before.deprecated, v1beta1: { ...before.deprecated?.v1beta1, conditions: legacyConditions(seen) } },
  };
}

/** An empty list is the same as none. */
const someOf = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

function conditionsOf(seen: Observation, plan: Plan): readonly Verdict[] {
  const { controlPlaneMachines, workerMachines } = seen.descendants;
  const parts: readonly Verdict[] = [
    paused(seen),
    deleting(plan),
    ...remoteConnectionProbe(seen),
    infrastructureReady(seen),
    controlPlaneAvailable(seen),
    controlPlaneInitialized(seen),
    workersAvailable(seen),
    machinesReady('ControlPlaneMachinesReady', controlPlaneMachines),
    machinesReady('WorkerMachinesReady', workerMachines),
    machinesUpToDate('ControlPlaneMachinesUpToDate', controlPlaneMachines, seen.now),
    machinesUpToDate('WorkerMachinesUpToDate', workerMachines, seen.now),
    moving('RollingOut', seen),
    moving('ScalingUp', seen),
    moving('ScalingDown', seen),
    remediating([...controlPlaneMachines, ...workerMachines]),
  ];
  return [...parts, available(seen, withVerdicts(seen.cluster.status?.conditions, parts))];
}

/** The Cluster's phase; the last rule that applies wins. */
function phase(seen: Observation): NonNullable<ClusterStatus['phase']> {
  const { cluster } = seen;
  if (cluster.metadata.deletionTimestamp !== undefined) return 'Deleting';
  const { infrastructureProvisioned, endpoint } = handedOver(seen);
  if (infrastructureProvisioned && endpoint !== undefined) return 'Provisioned';
  if (cluster.spec?.infrastructureRef !== undefined || cluster.spec?.controlPlaneRef !== undefined) return 'Provisioning';
  return cluster.status?.phase ?? 'Pending';
}

function paused({ cluster }: Observation): Verdict<'Paused'> {
  const why = pausedBecause(cluster, cluster);
  return why === undefined
    ? ClusterConditions.verdict('Paused', 'False', 'NotPaused')
    : ClusterConditions.verdict('Paused', 'True', 'Paused', why);
}
