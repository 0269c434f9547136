import { hours, instant, later, minutes, seconds } from '@capi/seams';

import { requiredHealth } from './decide/components.ts';
import { decide } from './decide/decide.ts';
import type { Plan } from './decide/plan.ts';
import type { Finding, HealthType, Observation, SeenEtcd, SeenMachine } from './observation.ts';

/** The moment at which observations are made. */
export const now = instant(1_795_255_200_000);

/** What is particular about a Machine; the rest is a healthy, up-to-date Machine with a Node of its name. */
export interface MachineCase extends Partial<Omit<SeenMachine, 'health' | 'createdAt' | 'deletingSince'>> {
  /** Minutes since it was made. */
  readonly age?: number;
  readonly deleting?: boolean;
  /** Conditions that are not as they should be. */
  readonly failing?: readonly HealthType[];
  readonly unknown?: readonly HealthType[];
  /** Has neither Node nor etcd member yet. */
  readonly provisioning?: boolean;
}

const good = (type: HealthType): Finding => ({ status: 'True', reason: type === 'EtcdMemberHealthy' ? 'Healthy' : 'Running' });

/** A Machine; without particulars `cp-0`, healthy and up to date. */
export function aMachine({
  age = 60,
  deleting = false,
  failing = [],
  unknown = [],
  provisioning = false,
  ...rest
}: MachineCase = {}): SeenMachine {
  const name = rest.name ?? 'cp-0';
  const types: readonly HealthType[] = [...requiredHealth({ stackedEtcd: true }), 'NodeKubeadmLabelsAndTaintsSet'];
  const finding = (type: HealthType): Finding => {
    if (failing.includes(type)) return { status: 'False', reason: type === 'EtcdMemberHealthy' ? 'NotHealthy' : 'Failed' };
    return unknown.includes(type) || provisioning ? { status: 'Unknown', reason: 'InspectionFailed' } : good(type);
  };
  return {
    createdAt: later(now, minutes(-age)),
    ...(deleting ? { deletingSince: later(now, minutes(-1)) } : {}),
    ...(provisioning ? {} : { node: name, providerID: `in-memory://${name}` }),
    version: 'v1.34.0',
    outdated: [],
    markedForDeletion: false,
    markedForRemediation: false,
    healthCheck: 'none',
    hooked: true,
    otherHooks: [],
    awaitsHooks: false,
    missing: [],
    drifted: [],
    certificateExpiryUnknown: false,
    health: Object.fromEntries(types.map((type) => [type, finding(type)])),
    conditions: [],
    ...rest,
    name,
  };
}

/** An outdated Machine. */
export const anOutdatedMachine = (particulars: MachineCase = {}): SeenMachine =>
  aMachine({ outdated: ['Version v1.33.0, v1.34.0 required'], ...particulars });

/** Etcd with one voting member for each name; its id is the name with `id-` in front. */
export const anEtcd = (names: readonly string[], particulars: { readonly leader?: string } = {}): SeenEtcd => ({
  kind: 'read',
  members: names.map((name) => ({ id: `id-${name}`, name, learner: false, alarms: [] })),
  leader: `id-${particulars.leader ?? names[0] ?? ''}`,
});

/** `count` healthy Machines, `cp-0` the oldest. */
export const someMachines = (count: number): readonly SeenMachine[] =>
  Array.from({ length: count }, (_, index) => aMachine({ name: `cp-${index}`, age: 60 - index }));

/** What a control plane looks like; without particulars one with three healthy Machines that needs nothing. */
export function aControlPlane(particulars: Partial<Observation> = {}): Observation {
  const machines = particulars.machines ?? someMachines(particulars.desired ?? 3);
  const nodes = machines.flatMap(({ node }) => (node === undefined ? [] : [node]));
  return {
    now,
    namespace: 'team-a',
    name: 'cp',
    cluster: 'demo',
    generation: 1,
    pausedBy: [],
    deleting: false,
    claimed: true,
    desired: 3,
    version: 'v1.34.0',
    maxSurge: 1,
    stackedEtcd: true,
    loadBalancerGrace: seconds(3),
    infrastructureProvisioned: true,
    endpoint: '127.0.0.1:6443',
    failureDomains: [],
    template: { state: 'owned', name: 'DevMachineTemplate team-a/demo' },
    certificates: { missing: [], unowned: [] },
    kubeconfig: 'valid',
    initialized: true,
    initializedSince: later(now, minutes(-59)),
    workload: {
      kind: 'connected',
      nodes: nodes.map((name) => ({ name, createdAt: later(now, minutes(-55)), ready: true, providerID: `in-memory://${name}` })),
    },
    etcd: anEtcd(nodes),
    chores: { preparedForJoin: true, addonsUpdated: true },
    remediation: { retryPeriod: seconds(0), minHealthyPeriod: hours(1) },
    foreignMachines: [],
    workers: [],
    conditions: [],
    drawn: { nextName: 'cp-new' },
    ...particulars,
    machines,
  };
}

/** The plan as if it had been carried out and everything had gone well, for following a rollout step by step. */
function afterwards(seen: Observation, plan: Plan): Observation {
  if (plan.step === 'create') {
    return withMachines(seen, [...seen.machines, aMachine({ name: plan.name, age: 0, failureDomain: plan.failureDomain })]);
  }
  if (plan.step === 'delete' || plan.step === 'release') {
    return withMachines(
      seen,
      seen.machines.filter(({ name }) => name !== plan.name),
    );
  }
  if (plan.step === 'prepare-join') return { ...seen, chores: { ...seen.chores, preparedForJoin: true } };
  return plan.step === 'update-addons' ? { ...seen, chores: { ...seen.chores, addonsUpdated: true } } : seen;
}

function withMachines(seen: Observation, machines: readonly SeenMachine[]): Observation {
  const nodes = machines.flatMap(({ node }) => (node === undefined ? [] : [node]));
  return { ...seen, machines, etcd: anEtcd(nodes), drawn: { nextName: `${seen.drawn.nextName}x` } };
}

/** Follows plans until one rests or waits; what was done, one line each. */
export function followPlans(start: Observation, most = 50): readonly string[] {
  const lines: string[] = [];
  let seen = start;
  for (let count = 0; count < most; count += 1) {
    const plan = decide(seen);
    lines.push('name' in plan ? `${plan.step} ${plan.name}` : plan.step);
    if (plan.step === 'rest' || plan.step === 'wait') break;
    seen = afterwards(seen, plan);
  }
  return lines;
}
