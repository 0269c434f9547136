import type { LegacyCondition, Verdict } from '@capi/api';
import { find, legacyAggregate, legacyFalse, legacySummary, legacyTrue, legacyUnknown, type LegacyVerdict } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';

type Stored = readonly DeepReadonly<LegacyCondition>[] | undefined;

/** What the conditions are in the v1beta1 API, where the same facts have other names. */
export interface LegacyInput {
  readonly stored: Stored;
  /** Legacy conditions of the Machines, ours included, by name. */
  readonly machines: ReadonlyMap<string, readonly LegacyVerdict[]>;
  readonly verdicts: readonly Verdict[];
}

export function legacyVerdicts(seen: Observation, { stored, machines, verdicts }: LegacyInput): readonly LegacyVerdict[] {
  const details = [
    seen.machines.length > 0 ? legacyTrue('MachinesCreated') : undefined,
    machinesSpecUpToDate(seen, stored),
    resized(seen),
    legacyAggregate(
      'MachinesReady',
      seen.machines.map(({ name }) => ({ kind: 'Machine', name, conditions: machines.get(name) })),
    ),
    seen.initialized ? legacyTrue('Available') : legacyFalse('Available', 'WaitingForKubeadmInit', 'Info'),
    translated(verdicts, 'CertificatesAvailable', { False: 'CertificatesNotAvailable', Unknown: 'CertificatesUnknown' }),
    ...(seen.initialized
      ? [
          translated(verdicts, 'ControlPlaneComponentsHealthy', {
            False: 'ControlPlaneComponentsUnhealthy',
            Unknown: 'ControlPlaneComponentsUnknown',
          }),
          translated(verdicts, 'EtcdClusterHealthy', { False: 'EtcdClusterUnhealthy', Unknown: 'EtcdClusterUnknown' }),
        ]
      : []),
  ].filter((verdict) => verdict !== undefined);
  const ready = legacySummary(details, {
    of: ['MachinesCreated', 'MachinesSpecUpToDate', 'Resized', 'MachinesReady', 'Available', 'CertificatesAvailable'],
  });
  return ready === undefined ? details : [ready, ...details];
}

/** Only a rollout brings this one up, and then it stays. */
function machinesSpecUpToDate(seen: Observation, stored: Stored): LegacyVerdict | undefined {
  const outdated = seen.machines.filter((machine) => machine.outdated.length > 0).length;
  if (outdated > 0) {
    const message = `Rolling ${outdated} replicas with outdated spec (${seen.machines.length - outdated} replicas up to date)`;
    return legacyFalse('MachinesSpecUpToDate', 'RollingUpdateInProgress', 'Warning', message);
  }
  return stored?.some(({ type }) => type === 'MachinesSpecUpToDate') === true ? legacyTrue('MachinesSpecUpToDate') : undefined;
}

function resized(seen: Observation): LegacyVerdict | undefined {
  const [have, desired] = [seen.machines.length, seen.deleting ? 0 : seen.desired];
  if (have < desired)
    return legacyFalse('Resized', 'ScalingUp', 'Warning', `Scaling up control plane to ${desired} replicas (actual ${have})`);
  if (have > desired)
    return legacyFalse('Resized', 'ScalingDown', 'Warning', `Scaling down control plane to ${desired} replicas (actual ${have})`);
  return legacyTrue('Resized');
}

function translated(
  verdicts: readonly Verdict[],
  type: string,
  reasons: { readonly False: string; readonly Unknown: string },
): LegacyVerdict | undefined {
  const verdict = find(verdicts, type);
  if (verdict === undefined) return undefined;
  if (verdict.status === 'True') return legacyTrue(type);
  return verdict.status === 'False'
    ? legacyFalse(type, reasons.False, 'Error', verdict.message)
    : legacyUnknown(type, reasons.Unknown, verdict.message);
}
