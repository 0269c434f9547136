import { labels, type KubeadmControlPlaneStatus, type Machine, type Verdict } from '@capi/api';
import { isTrue, setConditions, setLegacyConditions } from '@capi/conditions';
import { countVersions } from '@capi/machine-rollout';
import { printInstant, type DeepReadonly, type OperationError } from '@capi/seams';

import type { Plan } from '../decide/plan.ts';
import type { Observation, SeenMachine } from '../observation.ts';
import { available } from './available.ts';
import { controlPlaneComponentsHealthy, etcdClusterHealthy } from './cluster-health.ts';
import { legacyVerdicts } from './legacy.ts';
import { legacyMachineVerdicts, upToDate } from './machine-verdicts.ts';
import { machinesReady, machinesUpToDate } from './machines-conditions.ts';
import { lastRemediation, remediating } from './remediating.ts';
import { rollingOut } from './rolling-out.ts';
import { scalingDown, scalingUp } from './scaling.ts';
import { certificatesAvailable, deleting, initialized, paused } from './set-up-conditions.ts';

type Status = DeepReadonly<KubeadmControlPlaneStatus>;

/** What was stored before, which a report builds on. */
export interface Before {
  readonly status: Status | undefined;
  readonly machines: ReadonlyMap<string, DeepReadonly<Machine>>;
}

/**
 * The whole status, from one observation: counts, conditions and observedGeneration belong together, so nobody who waits for a rollout
 * is told too early that it is done.
 * @param failure why the last step did not work, shown in the conditions on progress
 */
export function report(seen: Observation, plan: Plan, before: Before, failure: OperationError | undefined): Status {
  const written = { now: seen.now, observedGeneration: seen.generation };
  if (seen.pausedBy.length > 0) {
    return { ...before.status, conditions: setConditions(before.status?.conditions, [paused(seen)], written) };
  }
  const verdicts = conditionVerdicts(seen, plan, failure);
  const machines = new Map(seen.machines.map((machine) => [machine.name, legacyOf(seen, machine, before)]));
  const legacy = legacyVerdicts(seen, { stored: before.status?.deprecated?.v1beta1?.conditions, machines, verdicts });
  const versions = countVersions(seen.machines.map((machine) => machine.kubeletVersion ?? machine.version));
  const readyNodes = countReadyNodes(seen, before);
  const last = lastRemediation(seen);
  const { versions: _versions, version: _version, ...kept } = before.status ?? {};
  return {
    ...kept,
    observedGeneration: seen.generation,
    selector: `${labels.clusterName}=${seen.cluster},${labels.controlPlane}`,
    replicas: seen.machines.length,
    readyReplicas: count(seen, (machine) => isTrue(machine.conditions, 'Ready')),
    availableReplicas: count(seen, (machine) => isTrue(machine.conditions, 'Available')),
    upToDateReplicas: count(seen, (machine) => upToDate(machine).status === 'True'),
    ...(versions === undefined ? {} : { versions, version: versions[0]?.version ?? seen.version }),
    ...(last === undefined
      ? {}
      : { lastRemediation: { machine: last.machine, time: printInstant(last.timestamp), retryCount: last.retryCount } }),
    ...(seen.initialized ? { initialization: { controlPlaneInitialized: true } } : {}),
    conditions: setConditions(before.status?.conditions, verdicts, written),
    deprecated: {
      v1beta1: {
        ...before.status?.deprecated?.v1beta1,
        conditions: setLegacyConditions(before.status?.deprecated?.v1beta1?.conditions, legacy, seen.now),
        updatedReplicas: count(seen, (machine) => machine.outdated.length === 0),
        readyReplicas: readyNodes,
        unavailableReplicas: seen.machines.length - readyNodes,
      },
    },
  };
}

function conditionVerdicts(seen: Observation, plan: Plan, failure: OperationError | undefined): readonly Verdict[] {
  return [
    available(seen),
    certificatesAvailable(seen),
    initialized(seen),
    etcdClusterHealthy(seen),
    controlPlaneComponentsHealthy(seen),
    machinesReady(seen),
    machinesUpToDate(seen),
    withFailure(rollingOut(seen), failure),
    withFailure(scalingUp(seen, plan), failure),
    withFailure(scalingDown(seen, plan), failure),
    remediating(seen),
    withFailure(deleting(seen, plan), failure),
    paused(seen),
  ].filter((verdict) => verdict !== undefined);
}

/** A step that fails is shown where a user looks for its progress. */
function withFailure(verdict: Verdict, failure: OperationError | undefined): Verdict {
  if (failure === undefined || verdict.status !== 'True') return verdict;
  return { ...verdict, message: [verdict.message, `* ${failure.message}`].filter(Boolean).join('\n') };
}

const count = (seen: Observation, holds: (machine: SeenMachine) => boolean): number => seen.machines.filter(holds).length;

/** Ready Nodes of our Machines; what was known when the workload cluster cannot be asked. */
function countReadyNodes(seen: Observation, before: Before): number {
  if (seen.workload.kind === 'disconnected') {
    return Math.min(before.status?.deprecated?.v1beta1?.readyReplicas ?? 0, seen.machines.length);
  }
  const { nodes } = seen.workload;
  return count(seen, (machine) => nodes.some((node) => node.name === machine.node && node.ready));
}

function legacyOf(seen: Observation, machine: SeenMachine, before: Before) {
  const stored = before.machines.get(machine.name)?.status?.deprecated?.v1beta1?.conditions;
  return setLegacyConditions(stored, legacyMachineVerdicts(seen, machine), seen.now);
}
