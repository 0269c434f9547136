import { between, later, type Instant } from '@capi/seams';

import type { HealthType, Observation, Remediation, SeenMachine } from '../observation.ts';
import { keepsComponents } from './components.ts';
import { leadershipHeirs } from './etcd-farewell.ts';
import type { Rule } from './plan.ts';
import { keepsQuorum } from './quorum.ts';

/** What is to become of the one unhealthy Machine whose turn it is. */
export type Verdict =
  | { readonly kind: 'replace'; readonly machine: string; readonly retryCount: number }
  | { readonly kind: 'being-replaced'; readonly machine: string }
  | { readonly kind: 'deferred' | 'impossible'; readonly machine: string; readonly why: string };

/**
 * Replaces Machines that a health check gave up. It is written down first, then the Machine is deleted, then its replacement is made
 * like any other; only then another may follow. What a killed process left is seen from what is written down.
 * @see upstream v1.14.0 controlplane/kubeadm/reconcilers/kubeadmcontrolplane/remediation.go (behaviour)
 */
export const remediate: Rule = (seen) => {
  const { inProgress } = seen.remediation;
  if (inProgress !== undefined) {
    if (hasReplacement(seen, inProgress)) return { step: 'end-remediation' };
    const machine = seen.machines.find(({ name, deletingSince }) => name === inProgress.machine && deletingSince === undefined);
    if (machine === undefined) return undefined;
    return { step: 'delete', cause: 'remediate', name: machine.name, leadership: leadershipHeirs(seen, machine) };
  }
  const verdict = judgeUnhealthy(seen);
  return verdict?.kind === 'replace' ? { step: 'begin-remediation', machine: verdict.machine, retryCount: verdict.retryCount } : undefined;
};

/** The replacement carries the remediation's note; one made by an older process, without it, is at least younger. */
const hasReplacement = (seen: Observation, { machine, timestamp }: Remediation): boolean =>
  seen.machines.some(({ createdAt, remediationFor }) => remediationFor?.machine === machine || createdAt > timestamp);

/** What becomes of the unhealthy Machine whose turn it is; undefined when there is none. */
export function judgeUnhealthy(seen: Observation): Verdict | undefined {
  const machine = mostUrgent(seen);
  if (machine === undefined) return undefined;
  const { name } = machine;
  if (machine.deletingSince !== undefined || seen.remediation.inProgress?.machine === name)
    return { kind: 'being-replaced', machine: name };
  if (seen.remediation.inProgress !== undefined) {
    return { kind: 'deferred', machine: name, why: `Machine ${seen.remediation.inProgress.machine} is being replaced` };
  }
  const tries = retries(seen, machine);
  if ('refusal' in tries) return { ...tries.refusal, machine: name };
  const obstacle = seen.initialized ? obstacleTo(seen, machine) : undefined;
  return obstacle === undefined ? { kind: 'replace', machine: name, retryCount: tries.count } : { ...obstacle, machine: name };
}

type Refusal = { readonly kind: 'deferred' | 'impossible'; readonly why: string };

/** Before initialisation the only Machine may go, and `kubeadm init` runs again; from then on quorum comes first. */
function obstacleTo(seen: Observation, machine: SeenMachine): Refusal | undefined {
  const others = seen.machines.filter(({ name }) => name !== machine.name);
  if (others.length === 0) return { kind: 'impossible', why: 'the control plane has no other Machine' };
  const starting = others.find((other) => other.healthCheck !== 'unhealthy' && other.node === undefined);
  if (starting !== undefined) return { kind: 'deferred', why: `Machine ${starting.name} has no Node yet` };
  const leaving = others.find(({ deletingSince }) => deletingSince !== undefined);
  if (leaving !== undefined) return { kind: 'deferred', why: `Machine ${leaving.name} is deleting` };
  if (!keepsComponents(seen, machine)) return { kind: 'impossible', why: 'no other Machine runs all components' };
  if (!seen.stackedEtcd) return undefined;
  if (seen.etcd.kind !== 'read' || seen.etcd.members.length === 0) return { kind: 'deferred', why: 'the members of etcd are not known' };
  return machine.node === undefined || keepsQuorum(seen, { removing: machine.node })
    ? undefined
    : { kind: 'impossible', why: 'etcd would lose quorum' };
}

/** How many replacements in a row this one follows, or why there is none now. A first one always is allowed. */
function retries(
  { remediation, now }: Observation,
  { remediationFor }: SeenMachine,
): { readonly count: number } | { readonly refusal: Refusal } {
  const { maxRetry, retryPeriod, minHealthyPeriod } = remediation;
  if (remediationFor === undefined || between(remediationFor.timestamp, now) >= minHealthyPeriod) return { count: 0 };
  const next: Instant = later(remediationFor.timestamp, retryPeriod);
  if (next > now) return { refusal: { kind: 'deferred', why: 'spec.remediation.retryPeriodSeconds has not passed since the last one' } };
  const count = remediationFor.retryCount;
  return maxRetry !== undefined && count >= maxRetry
    ? { refusal: { kind: 'impossible', why: `spec.remediation.maxRetry is reached: ${count} retries` } }
    : { count: count + 1 };
}

const urgency: readonly HealthType[] = [
  'EtcdMemberHealthy',
  'EtcdPodHealthy',
  'APIServerPodHealthy',
  'ControllerManagerPodHealthy',
  'SchedulerPodHealthy',
  'NodeKubeadmLabelsAndTaintsSet',
];

/** The one whose loss is felt least, since it works least: as users say, without a Node, without etcd, without components, the oldest. */
function mostUrgent(seen: Observation): SeenMachine | undefined {
  const types = seen.stackedEtcd ? urgency : urgency.filter((type) => !type.startsWith('Etcd'));
  const signs = (machine: SeenMachine): readonly boolean[] => [
    machine.markedForRemediation,
    machine.node === undefined,
    ...types.map((type) => machine.health[type]?.status !== 'True'),
  ];
  return seen.machines
    .filter(({ healthCheck }) => healthCheck === 'unhealthy')
    .map((machine) => ({ machine, signs: signs(machine) }))
    .sort((one, other) => {
      const first = one.signs.findIndex((sign, index) => sign !== other.signs[index]);
      if (first >= 0) return one.signs[first] === true ? -1 : 1;
      return one.machine.createdAt - other.machine.createdAt || (one.machine.name < other.machine.name ? -1 : 1);
    })[0]?.machine;
}
