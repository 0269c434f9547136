import type { Condition, KubeadmControlPlaneStatus } from '@capi/api';
import { find } from '@capi/conditions';
import { transient } from '@capi/seams';

import { decide } from '../decide/decide.ts';
import type { Observation } from '../observation.ts';
import { aControlPlane, aMachine, anEtcd, anOutdatedMachine, someMachines, type MachineCase } from '../testing.ts';
import { report } from './report.ts';
import { statusDifference } from './significance.ts';

const stated = (type: string, status: 'True' | 'False'): Condition => ({
  type,
  status,
  reason: type,
  lastTransitionTime: '2026-11-21T10:00:00Z',
});
const ready = (particulars: MachineCase) =>
  aMachine({ conditions: [stated('Ready', 'True'), stated('Available', 'True')], ...particulars });
const reported = (seen: Observation, status?: KubeadmControlPlaneStatus) =>
  report(seen, decide(seen), { status, machines: new Map() }, undefined);
const conditionOf = (seen: Observation, type: string) => find(reported(seen).conditions, type);

describe('status of a control plane', () => {
  test('counts Machines by their conditions, in the same look that its conditions come from', () => {
    const machines = [
      ready({ name: 'a' }),
      ready({ name: 'b', outdated: ['Version x, y required'] }),
      aMachine({ name: 'c', kubeletVersion: 'v1.33.0' }),
    ];
    expect(reported(aControlPlane({ machines, generation: 7 }))).toMatchObject({
      replicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      upToDateReplicas: 1,
      version: 'v1.33.0',
      versions: [
        { version: 'v1.33.0', replicas: 1 },
        { version: 'v1.34.0', replicas: 2 },
      ],
      observedGeneration: 7,
      selector: 'cluster.x-k8s.io/cluster-name=demo,cluster.x-k8s.io/control-plane',
    });
  });

  test.each<{ rule: string; seen: Observation; condition: Partial<Condition> & { type: string } }>([
    {
      rule: 'is available when everything works',
      seen: aControlPlane(),
      condition: { type: 'Available', status: 'True', reason: 'Available' },
    },
    {
      rule: 'is not available before initialisation',
      seen: aControlPlane({ initialized: false }),
      condition: { type: 'Available', status: 'False', reason: 'NotAvailable' },
    },
    {
      rule: 'is not available without quorum',
      seen: aControlPlane({
        machines: [
          aMachine(),
          aMachine({ name: 'b', failing: ['EtcdMemberHealthy'] }),
          aMachine({ name: 'c', failing: ['EtcdMemberHealthy'] }),
        ],
      }),
      condition: { type: 'Available', status: 'False' },
    },
    {
      rule: 'stays available with one member of three failing',
      seen: aControlPlane({ machines: [aMachine(), aMachine({ name: 'b' }), aMachine({ name: 'c', failing: ['EtcdMemberHealthy'] })] }),
      condition: { type: 'Available', status: 'True' },
    },
    {
      rule: 'is not available without certificates',
      seen: aControlPlane({ certificates: { missing: ['ca'], unowned: [] } }),
      condition: { type: 'Available', status: 'False' },
    },
    {
      rule: 'is not available while it is deleted',
      seen: aControlPlane({ deleting: true }),
      condition: { type: 'Available', status: 'False' },
    },
    {
      rule: 'is unknown when etcd has been silent for long',
      seen: aControlPlane({ etcd: { kind: 'unread', why: 'x' } }),
      condition: { type: 'Available', status: 'Unknown', reason: 'InspectionFailed' },
    },
    {
      rule: 'scales up with what holds it up',
      seen: aControlPlane({ machines: [aMachine({ name: 'a', failing: ['SchedulerPodHealthy'] })] }),
      condition: {
        type: 'ScalingUp',
        status: 'True',
        reason: 'ScalingUp',
        message: 'Scaling up from 1 to 3 replicas\n* Control plane Machine a is not healthy: SchedulerPodHealthy',
      },
    },
    {
      rule: 'scales down during a rollout that surges',
      seen: aControlPlane({ machines: [...someMachines(3), aMachine({ name: 'd' })] }),
      condition: { type: 'ScalingDown', status: 'True', reason: 'ScalingDown' },
    },
    {
      rule: 'rolls out with versions first',
      seen: aControlPlane({
        machines: [aMachine({ name: 'a', outdated: ['KubeadmConfig is not up-to-date'] }), anOutdatedMachine({ name: 'b' })],
      }),
      condition: {
        type: 'RollingOut',
        status: 'True',
        reason: 'RollingOut',
        message: 'Rolling out 2 not up-to-date replicas\n* Version v1.33.0, v1.34.0 required\n* KubeadmConfig is not up-to-date',
      },
    },
    { rule: 'has healthy etcd', seen: aControlPlane(), condition: { type: 'EtcdClusterHealthy', status: 'True', reason: 'Healthy' } },
    {
      rule: 'has unhealthy etcd with a member that has no Machine',
      seen: aControlPlane({ etcd: anEtcd(['cp-0', 'cp-1', 'cp-2', 'gone']) }),
      condition: { type: 'EtcdClusterHealthy', status: 'False', reason: 'NotHealthy' },
    },
    {
      rule: 'has unhealthy components with a failing one',
      seen: aControlPlane({ machines: [aMachine({ failing: ['EtcdPodHealthy'] })] }),
      condition: {
        type: 'ControlPlaneComponentsHealthy',
        status: 'False',
        reason: 'NotHealthy',
        message: '* Machine cp-0: EtcdPodHealthy: Failed',
      },
    },
    {
      rule: 'waits for workers when it is deleted',
      seen: aControlPlane({ deleting: true, workers: ['md-0'] }),
      condition: { type: 'Deleting', status: 'True', reason: 'WaitingForWorkersDeletion' },
    },
    {
      rule: 'waits for its Machines then',
      seen: aControlPlane({ deleting: true }),
      condition: { type: 'Deleting', status: 'True', reason: 'WaitingForMachineDeletion' },
    },
  ])('$rule', ({ seen, condition }) => expect(conditionOf(seen, condition.type)).toMatchObject(condition));

  test('has all its conditions, and nothing on an etcd that runs elsewhere', () => {
    const types = reported(aControlPlane({ stackedEtcd: false, etcd: { kind: 'external' } })).conditions?.map(({ type }) => type);
    expect(types).toEqual([
      'Available',
      'CertificatesAvailable',
      'Initialized',
      'ControlPlaneComponentsHealthy',
      'RollingOut',
      'Remediating',
      'ScalingDown',
      'ScalingUp',
      'MachinesReady',
      'MachinesUpToDate',
      'Paused',
      'Deleting',
    ]);
  });

  test('says nothing but that it is paused while it is', () => {
    const status = reported(aControlPlane({ pausedBy: ['Cluster spec.paused is set to true'] }), { replicas: 9 });
    expect(status).toMatchObject({
      replicas: 9,
      conditions: [{ type: 'Paused', status: 'True', message: 'Cluster spec.paused is set to true' }],
    });
    expect(status.conditions).toHaveLength(1);
  });

  test('shows a step that fails where its progress is looked for', () => {
    const seen = aControlPlane({ machines: someMachines(1) });
    const failure = transient({ action: 'create', object: 'Machine a', why: 'quota' });
    const status = report(seen, decide(seen), { status: undefined, machines: new Map() }, failure);
    expect(find(status.conditions, 'ScalingUp')?.message).toContain('cannot create for Machine a: quota');
    expect(find(status.conditions, 'ScalingDown')?.message).toBe('');
  });

  test('keeps what it knew through a short silence', () => {
    const before = reported(aControlPlane());
    const silent = aControlPlane({
      workload: { kind: 'disconnected', why: 'x', silent: false },
      etcd: { kind: 'unread', why: 'x' },
      conditions: before.conditions ?? [],
    });
    const after = report(silent, decide(silent), { status: before, machines: new Map() }, undefined);
    expect(statusDifference(before, after)).toBe('none');
  });

  test.each<{ rule: string; change: (status: KubeadmControlPlaneStatus) => KubeadmControlPlaneStatus; difference: string }>([
    { rule: 'the same', change: (status) => structuredClone(status), difference: 'none' },
    { rule: 'other counts', change: (status) => ({ ...status, replicas: 9 }), difference: 'facts' },
    {
      rule: 'other messages',
      change: (status) => ({ ...status, conditions: (status.conditions ?? []).map((condition) => ({ ...condition, message: 'x' })) }),
      difference: 'texts',
    },
    {
      rule: 'another status of a condition',
      change: (status) => ({
        ...status,
        conditions: (status.conditions ?? []).map((condition) => ({ ...condition, status: 'Unknown' as const })),
      }),
      difference: 'facts',
    },
  ])('tells $rule from what was written', ({ change, difference }) => {
    const status = reported(aControlPlane()) as KubeadmControlPlaneStatus;
    expect(statusDifference(status, change(status))).toBe(difference);
  });

  test('tells how components are not healthy by texts, and that they are not by facts', () => {
    const healthIs = (status: 'True' | 'False' | 'Unknown'): KubeadmControlPlaneStatus => ({
      conditions: [{ type: 'EtcdClusterHealthy', status, reason: status, lastTransitionTime: '2026-11-21T10:00:00Z' }],
    });
    expect(statusDifference(healthIs('Unknown'), healthIs('False'))).toBe('texts');
    expect(statusDifference(healthIs('False'), healthIs('True'))).toBe('facts');
  });
});
