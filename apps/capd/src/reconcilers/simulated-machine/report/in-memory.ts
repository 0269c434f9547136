import { InMemoryMachineConditions, type Verdict } from '@capi/api';
import { legacyFalse, legacyTrue, type LegacyVerdict } from '@capi/conditions';
import type { Instant } from '@capi/seams';

import type { PhaseFailure } from '../act/boot-failure.ts';
import type { Hold, Phase, Plan } from '../decide/plan.ts';

/** What is to be said of a machine, in the new form and in that of v1beta1. */
export interface Statements {
  readonly verdicts: readonly Verdict[];
  readonly legacy: readonly LegacyVerdict[];
}

/** The types that Ready sums up, in the order in which its message shows them. */
export const inMemoryTypes = {
  worker: ['VMProvisioned', 'NodeProvisioned'],
  controlPlane: ['VMProvisioned', 'NodeProvisioned', 'EtcdProvisioned', 'APIServerProvisioned'],
} as const;
const types = { vm: 'VMProvisioned', node: 'NodeProvisioned', etcd: 'EtcdProvisioned', 'api-server': 'APIServerProvisioned' } as const;
const legacyHolds: Readonly<Record<Hold, string>> = {
  WaitingForClusterInfrastructureReady: 'WaitingForClusterInfrastructure',
  WaitingForControlPlaneInitialized: 'WaitingControlPlaneInitialized',
  WaitingForBootstrapData: 'WaitingForBootstrapData',
};

/** Before anything starts: the first condition says what is awaited, the others that they wait for it. */
export function holding(until: Hold, controlPlane: boolean): Statements {
  const rest = inMemoryTypes[controlPlane ? 'controlPlane' : 'worker'].slice(1);
  return {
    verdicts: [
      InMemoryMachineConditions.verdict('VMProvisioned', 'False', until),
      ...rest.map((type) => waitingFor(type, 'WaitingForVMProvisioned')),
    ],
    legacy: [legacyFalse('VMProvisioned', legacyHolds[until], 'Info')],
  };
}

/** How far the machine got, what the next phase waits for, and what went wrong. */
export function running(plan: Plan & { readonly step: 'run' }, failure: PhaseFailure | undefined): Statements {
  const failedAt = failure === undefined ? plan.phases.length : plan.phases.indexOf(failure.phase);
  const reached = plan.phases.slice(0, failedAt);
  const skipped = plan.phases.slice(failedAt + 1).map((phase) => ({ phase }));
  const pending: readonly { phase: Phase; due?: Instant }[] = [...skipped, ...plan.pending];
  return {
    verdicts: [
      ...reached.map((phase) => InMemoryMachineConditions.verdict(types[phase], 'True', 'Provisioned')),
      ...(failure === undefined ? [] : [failed(failure)]),
      ...pending.map(({ phase, due }) => notYet(phase, due, reached)),
    ],
    legacy: [
      ...reached.map((phase) => legacyTrue(types[phase])),
      ...pending.flatMap(({ phase, due }) => (due === undefined ? [] : [legacyFalse(types[phase], 'WaitingForStartupTimeout', 'Info')])),
    ],
  };
}

function failed({ phase, error }: PhaseFailure): Verdict {
  if (phase === 'node' && error.retry === 'terminal')
    return InMemoryMachineConditions.verdict('NodeProvisioned', 'False', 'BootstrapFailed', error.message);
  const message = error.retry === 'transient' ? `${error.message}; trying again` : error.message;
  return InMemoryMachineConditions.verdict(types[phase], 'Unknown', 'InternalError', message);
}

function notYet(phase: Phase, due: Instant | undefined, reached: readonly Phase[]): Verdict {
  const type = types[phase];
  // How long is not said: a text that changes by itself would be written again and again.
  if (due !== undefined) return InMemoryMachineConditions.verdict(type, 'False', 'WaitingForStartupTimeout');
  return waitingFor(type, reached.includes('vm') ? 'WaitingForNodeProvisioned' : 'WaitingForVMProvisioned');
}

/** The Node itself never waits for the Node. */
const waitingFor = (
  type: (typeof inMemoryTypes.controlPlane)[number],
  reason: 'WaitingForVMProvisioned' | 'WaitingForNodeProvisioned',
): Verdict => ({
  type,
  status: 'False',
  reason,
});
