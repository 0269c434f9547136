import type { Node, Pod } from '@capi/api';

import type { Finding, HealthType, SeenEtcd } from '../observation.ts';
import { componentPodHealth } from './component-pod.ts';
import { machineHealth, type Examined } from './machine-health.ts';
import { controlPlaneRole } from './node-marks.ts';

const aNode = (particulars: Partial<Node> = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'cp-0', labels: { [controlPlaneRole]: '' } },
  spec: { taints: [{ key: controlPlaneRole, effect: 'NoSchedule' }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
  ...particulars,
});
const aPod = (status: Pod['status']): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  ...(status === undefined ? {} : { status }),
});
const running = aPod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
const etcd: SeenEtcd = { kind: 'read', members: [{ id: '1', name: 'cp-0', learner: false, alarms: [] }] };

const examined = (particulars: Partial<Examined> = {}): Examined => ({
  stackedEtcd: true,
  initialized: true,
  deleting: false,
  nodeName: 'cp-0',
  node: aNode(),
  taintExpected: true,
  pods: new Map(['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'].map((name) => [`${name}-cp-0`, running])),
  etcd,
  workload: 'connected',
  silent: false,
  stored: [],
  ...particulars,
});

const container = (state: Record<string, unknown>, lastState?: Record<string, unknown>) => ({
  name: 'c',
  state,
  ...(lastState ? { lastState } : {}),
});

describe('health of a static pod', () => {
  test.each<{ rule: string; pod: Pod | undefined; status: string; reason: string }>([
    { rule: 'that is not there', pod: undefined, status: 'False', reason: 'DoesNotExist' },
    { rule: 'that is pending', pod: aPod({ phase: 'Pending' }), status: 'False', reason: 'Provisioning' },
    { rule: 'that is ready', pod: running, status: 'True', reason: 'Running' },
    {
      rule: 'that starts again after a crash',
      pod: aPod({
        phase: 'Running',
        containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, { terminated: { exitCode: 1 } })],
      }),
      status: 'False',
      reason: 'Failed',
    },
    {
      rule: 'that waits for its image',
      pod: aPod({ phase: 'Running', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] }),
      status: 'False',
      reason: 'Provisioning',
    },
    {
      rule: 'that ended',
      pod: aPod({ phase: 'Running', containerStatuses: [container({ terminated: {} })] }),
      status: 'False',
      reason: 'Failed',
    },
    {
      rule: 'whose probes fail',
      pod: aPod({ phase: 'Running', containerStatuses: [container({ running: {} })] }),
      status: 'False',
      reason: 'Provisioning',
    },
    { rule: 'that succeeded, which it never should', pod: aPod({ phase: 'Succeeded' }), status: 'False', reason: 'Failed' },
    { rule: 'that nobody hears of', pod: aPod({ phase: 'Unknown' }), status: 'Unknown', reason: 'InspectionFailed' },
  ])('$rule', ({ pod, status, reason }) => expect(componentPodHealth('p', pod)).toMatchObject({ status, reason }));
});

describe('health of a control-plane Machine', () => {
  const all = (finding: Pick<Finding, 'status' | 'reason'>): Partial<Record<HealthType, unknown>> =>
    Object.fromEntries(
      ['APIServerPodHealthy', 'ControllerManagerPodHealthy', 'SchedulerPodHealthy', 'EtcdPodHealthy', 'EtcdMemberHealthy'].map((type) => [
        type,
        expect.objectContaining(finding),
      ]),
    );
  test.each<{ rule: string; machine: Partial<Examined>; health: Partial<Record<HealthType, unknown>> }>([
    {
      rule: 'is good when everything runs',
      machine: {},
      health: {
        APIServerPodHealthy: { status: 'True', reason: 'Running' },
        EtcdMemberHealthy: { status: 'True', reason: 'Healthy' },
        NodeKubeadmLabelsAndTaintsSet: { status: 'True', reason: 'Set' },
      },
    },
    {
      rule: 'is unknown before initialisation',
      machine: { initialized: false },
      health: all({ status: 'Unknown', reason: 'InspectionFailed' }),
    },
    {
      rule: 'is unknown without a Node',
      machine: { nodeName: undefined, node: undefined },
      health: all({ status: 'Unknown', reason: 'InspectionFailed' }),
    },
    {
      rule: 'is over while the Machine is deleting',
      machine: { deleting: true },
      health: { ...all({ status: 'False', reason: 'Deleting' }), NodeKubeadmLabelsAndTaintsSet: { status: 'True', reason: 'Set' } },
    },
    {
      rule: 'cannot be judged by pods of a Node that is unreachable',
      machine: { node: aNode({ spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }] } }) },
      health: {
        APIServerPodHealthy: expect.objectContaining({ status: 'Unknown' }),
        EtcdMemberHealthy: { status: 'True', reason: 'Healthy' },
      },
    },
    {
      rule: 'misses the taint that kubeadm should have put on',
      machine: { node: aNode({ spec: {} }) },
      health: { NodeKubeadmLabelsAndTaintsSet: expect.objectContaining({ status: 'False', reason: 'NotSet' }) },
    },
    {
      rule: 'does not miss a taint that nobody wants',
      machine: { node: aNode({ spec: {} }), taintExpected: false },
      health: { NodeKubeadmLabelsAndTaintsSet: { status: 'True', reason: 'Set' } },
    },
    {
      rule: 'knows an etcd member with an alarm',
      machine: { etcd: { kind: 'read', members: [{ id: '1', name: 'cp-0', learner: false, alarms: ['NOSPACE'] }] } },
      health: { EtcdMemberHealthy: expect.objectContaining({ status: 'False', reason: 'NotHealthy' }) },
    },
    {
      rule: 'does not know of etcd when nobody answers',
      machine: { etcd: { kind: 'unread', why: 'refused' } },
      health: { EtcdMemberHealthy: { status: 'Unknown', reason: 'InspectionFailed', message: 'refused' } },
    },
    {
      rule: 'stays as it was through a short silence',
      machine: {
        workload: 'disconnected',
        stored: [{ type: 'APIServerPodHealthy', status: 'True', reason: 'Running', lastTransitionTime: '' }],
      },
      health: {
        APIServerPodHealthy: { status: 'True', reason: 'Running' },
        SchedulerPodHealthy: expect.objectContaining({ status: 'Unknown', reason: 'ConnectionDown' }),
      },
    },
    {
      rule: 'is no longer believed after a long one',
      machine: {
        workload: 'disconnected',
        silent: true,
        stored: [{ type: 'APIServerPodHealthy', status: 'True', reason: 'Running', lastTransitionTime: '' }],
      },
      health: { APIServerPodHealthy: expect.objectContaining({ status: 'Unknown', reason: 'ConnectionDown' }) },
    },
  ])('$rule', ({ machine, health }) => expect(machineHealth(examined(machine))).toMatchObject(health));

  test('says nothing of an etcd that runs elsewhere', () => {
    expect(Object.keys(machineHealth(examined({ stackedEtcd: false, etcd: { kind: 'external' } })))).toEqual([
      'NodeKubeadmLabelsAndTaintsSet',
      'APIServerPodHealthy',
      'ControllerManagerPodHealthy',
      'SchedulerPodHealthy',
    ]);
  });
});
