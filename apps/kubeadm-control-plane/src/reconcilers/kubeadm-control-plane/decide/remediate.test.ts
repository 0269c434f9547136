import { hours, later, minutes, seconds } from '@capi/seams';

import type { Observation, SeenMachine } from '../observation.ts';
import { aControlPlane, aMachine, now, someMachines, type MachineCase } from '../testing.ts';
import { decide } from './decide.ts';
import type { Plan } from './plan.ts';
import { judgeUnhealthy, type Verdict } from './remediate.ts';

const unhealthy = (particulars: MachineCase = {}): SeenMachine =>
  aMachine({ name: 'cp-2', healthCheck: 'unhealthy', failing: ['EtcdMemberHealthy'], ...particulars });
const withUnhealthy = (particulars: MachineCase = {}, rest: Partial<Observation> = {}): Observation =>
  aControlPlane({ machines: [...someMachines(2), unhealthy(particulars)], ...rest });
const limits = { retryPeriod: seconds(0), minHealthyPeriod: hours(1) };
const note = { machine: 'cp-2', timestamp: later(now, minutes(-10)), retryCount: 1 };

describe('remediation', () => {
  test.each<{ rule: string; seen: Observation; verdict: Partial<Verdict> | undefined }>([
    { rule: 'has nothing to do while all are healthy', seen: aControlPlane(), verdict: undefined },
    { rule: 'replaces what a health check gave up', seen: withUnhealthy(), verdict: { kind: 'replace', machine: 'cp-2', retryCount: 0 } },
    {
      rule: 'begins with the Machine that a user points at',
      seen: aControlPlane({
        desired: 5,
        machines: [
          ...someMachines(3),
          unhealthy({ name: 'cp-3', failing: [], markedForRemediation: true }),
          unhealthy({ name: 'cp-4', failing: [] }),
        ],
      }),
      verdict: { kind: 'replace', machine: 'cp-3' },
    },
    {
      rule: 'begins with the Machine whose etcd member fails, where no user says otherwise',
      seen: aControlPlane({
        desired: 5,
        machines: [...someMachines(3), unhealthy({ name: 'cp-3', failing: [], age: 99 }), unhealthy({ name: 'cp-4' })],
      }),
      verdict: { kind: 'replace', machine: 'cp-4' },
    },
    { rule: 'never takes the only Machine', seen: aControlPlane({ desired: 1, machines: [unhealthy()] }), verdict: { kind: 'impossible' } },
    {
      rule: 'takes the only Machine of a control plane that never came up',
      seen: aControlPlane({ initialized: false, machines: [unhealthy({ provisioning: true })] }),
      verdict: { kind: 'replace' },
    },
    {
      rule: 'never takes quorum away',
      seen: aControlPlane({ machines: [aMachine(), aMachine({ name: 'cp-1', failing: ['EtcdMemberHealthy'] }), unhealthy()] }),
      verdict: { kind: 'impossible', why: 'etcd would lose quorum' },
    },
    {
      rule: 'waits for a healthy Machine to have its Node',
      seen: aControlPlane({ machines: [aMachine(), aMachine({ name: 'cp-1', provisioning: true }), unhealthy()] }),
      verdict: { kind: 'deferred' },
    },
    {
      rule: 'waits until the members of etcd are known',
      seen: withUnhealthy({}, { etcd: { kind: 'unread', why: 'x' } }),
      verdict: { kind: 'deferred' },
    },
    {
      rule: 'does not need to know an etcd that runs elsewhere',
      seen: withUnhealthy({ failing: ['SchedulerPodHealthy'] }, { stackedEtcd: false, etcd: { kind: 'external' } }),
      verdict: { kind: 'replace' },
    },
    {
      rule: 'counts a replacement that fails soon as a retry',
      seen: withUnhealthy({ remediationFor: note }),
      verdict: { kind: 'replace', retryCount: 2 },
    },
    {
      rule: 'begins to count anew after a replacement that lasted',
      seen: withUnhealthy({ remediationFor: { ...note, timestamp: later(now, hours(-1)) } }),
      verdict: { kind: 'replace', retryCount: 0 },
    },
    {
      rule: 'waits between two tries',
      seen: withUnhealthy({ remediationFor: note }, { remediation: { ...limits, retryPeriod: minutes(11) } }),
      verdict: { kind: 'deferred' },
    },
    {
      rule: 'stops after as many retries as are allowed',
      seen: withUnhealthy({ remediationFor: note }, { remediation: { ...limits, maxRetry: 1 } }),
      verdict: { kind: 'impossible' },
    },
  ])('$rule', ({ seen, verdict }) => {
    const judged = judgeUnhealthy(seen);
    expect(judged === undefined).toBe(verdict === undefined);
    expect(judged ?? {}).toMatchObject(verdict ?? {});
  });

  const inProgress = { ...limits, inProgress: { ...note, retryCount: 0 } };
  test.each<{ rule: string; seen: Observation; plan: Partial<Plan> }>([
    { rule: 'is written down first', seen: withUnhealthy(), plan: { step: 'begin-remediation', machine: 'cp-2', retryCount: 0 } },
    {
      rule: 'then deletes the Machine',
      seen: withUnhealthy({}, { remediation: inProgress }),
      plan: { step: 'delete', cause: 'remediate', name: 'cp-2', leadership: [] },
    },
    {
      rule: 'then makes its replacement like any other, even while another fails',
      seen: aControlPlane({
        remediation: { ...limits, inProgress: { ...note, machine: 'gone' } },
        desired: 5,
        machines: [...someMachines(3), aMachine({ name: 'cp-3', failing: ['EtcdMemberHealthy'] })],
      }),
      plan: { step: 'create', cause: 'scale-up' },
    },
    {
      rule: 'ends once the replacement exists',
      seen: aControlPlane({
        remediation: inProgress,
        machines: [...someMachines(2), aMachine({ name: 'cp-9', age: 1, remediationFor: note })],
      }),
      plan: { step: 'end-remediation' },
    },
    { rule: 'comes before a rollout', seen: withUnhealthy({ outdated: ['Version'] }), plan: { step: 'begin-remediation' } },
    {
      rule: 'that is put off does not hold up anything else',
      seen: withUnhealthy({ outdated: ['Version'], remediationFor: note }, { remediation: { ...limits, maxRetry: 0 } }),
      plan: { step: 'wait', for: 'roll-out' },
    },
  ])('$rule', ({ seen, plan }) => expect(decide(seen)).toMatchObject(plan));
});
