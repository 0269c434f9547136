import { find, isTrue } from '@capi/conditions';
import { milliseconds, minutes, seconds } from '@capi/seams';

import { decide } from '../decide/decide.ts';
import { next } from '../next.ts';
import type { Observation } from '../observation.ts';
import { aBootstrap, aCluster, ago, anInfrastructure, aNode, deletedMachine, now, runningMachine, seenMachine } from '../testing.ts';
import { report } from './report.ts';
import { urgency } from './urgency.ts';

const told = (seen: Observation) => report(seen, decide(seen));
const said = (seen: Observation, type: string) => {
  const condition = find(told(seen)?.conditions, type);
  return condition === undefined ? undefined : `${condition.status}/${condition.reason}`;
};
const found = (condition: { status: 'True' | 'False'; reason: string }) => ({
  state: 'found' as const,
  condition: { type: 'Ready', ...condition },
});
const withStatus = (seen: Observation, status: object): Observation => ({
  ...seen,
  machine: { ...seen.machine, status: { ...seen.machine.status, ...status } } as Observation['machine'],
});
const condition = (type: string, status: 'True' | 'False' | 'Unknown', reason: string, since = ago(minutes(10))) => ({
  type,
  status,
  reason,
  message: '',
  lastTransitionTime: since,
});

const inlineMachine = (state: NonNullable<Observation['inlineData']>['state']): Observation => {
  const { machine } = seenMachine();
  return seenMachine({
    machine: { ...machine, spec: { ...machine.spec, bootstrap: { dataSecretName: 's' } } },
    bootstrap: { state: 'none' },
    inlineData: { secret: 's', state },
  });
};

describe('Machine conditions', () => {
  test.each<{ rule: string; seen: Observation; type: string; is: string | undefined }>([
    {
      rule: 'mirror the bootstrap config',
      seen: seenMachine({ bootstrap: aBootstrap({ ready: found({ status: 'False', reason: 'Rendering' }) }) }),
      type: 'BootstrapConfigReady',
      is: 'False/Rendering',
    },
    {
      rule: 'judge a silent bootstrap config by its data',
      seen: seenMachine({ bootstrap: aBootstrap({ dataSecretCreated: true, dataSecretName: 'a' }) }),
      type: 'BootstrapConfigReady',
      is: 'True/Ready',
    },
    {
      rule: 'tell of a missing bootstrap config',
      seen: seenMachine({ bootstrap: { state: 'missing' } }),
      type: 'BootstrapConfigReady',
      is: 'False/ObjectDoesNotExist',
    },
    ...(['missing', 'outdated', 'foreign', 'malformed'] as const).map((state) => ({
      rule: `tell of data in the Machine that are not in its Secret (${state})`,
      seen: inlineMachine(state),
      type: 'BootstrapConfigReady',
      is: 'False/NotReady',
    })),
    {
      rule: 'tell of data in the Machine that are in its Secret',
      seen: inlineMachine('kept'),
      type: 'BootstrapConfigReady',
      is: 'True/DataSecretProvided',
    },
    {
      rule: 'tell of one that broke its contract',
      seen: seenMachine({ bootstrap: { state: 'unreadable', why: 'x' } }),
      type: 'BootstrapConfigReady',
      is: 'Unknown/InternalError',
    },
    {
      rule: 'tell of one with a condition that is none',
      seen: seenMachine({ bootstrap: aBootstrap({ ready: { state: 'invalid', why: 'x' } }) }),
      type: 'BootstrapConfigReady',
      is: 'Unknown/InvalidConditionReported',
    },
    {
      rule: 'mirror the infrastructure',
      seen: seenMachine({ infrastructure: anInfrastructure({ ready: found({ status: 'True', reason: 'Fine' }) }) }),
      type: 'InfrastructureReady',
      is: 'True/Fine',
    },
    {
      rule: 'tell of infrastructure that never was',
      seen: seenMachine({ infrastructure: { state: 'missing' } }),
      type: 'InfrastructureReady',
      is: 'False/ObjectDoesNotExist',
    },
    {
      rule: 'tell of infrastructure that is gone',
      seen: runningMachine({ infrastructure: { state: 'missing' } }),
      type: 'InfrastructureReady',
      is: 'False/ObjectDeleted',
    },
    {
      rule: 'do not look at Nodes before the control plane is there',
      seen: runningMachine({ cluster: aCluster({ status: { conditions: [] } }) }),
      type: 'NodeReady',
      is: 'Unknown/InspectionFailed',
    },
    {
      rule: 'say that the cluster does not answer while nothing was known',
      seen: runningMachine({ workload: { connected: false, consecutiveFailures: 1 } }),
      type: 'NodeReady',
      is: 'Unknown/ConnectionDown',
    },
    {
      rule: 'keep what was known of a Node for a while',
      seen: withStatus(
        runningMachine({ workload: { connected: false, lastSuccess: now, consecutiveFailures: 1 }, node: { state: 'unknown' } }),
        { conditions: [condition('NodeReady', 'True', 'NodeReady')] },
      ),
      type: 'NodeReady',
      is: 'True/NodeReady',
    },
    {
      rule: 'forget what was known of a Node after a long silence',
      seen: withStatus(
        runningMachine({
          workload: { connected: false, lastSuccess: (now - minutes(6)) as typeof now, consecutiveFailures: 9 },
          node: { state: 'unknown' },
        }),
        {
          conditions: [condition('NodeReady', 'True', 'NodeReady')],
        },
      ),
      type: 'NodeReady',
      is: 'Unknown/ConnectionDown',
    },
    { rule: 'wait for a Node', seen: seenMachine({ node: { state: 'missing' } }), type: 'NodeHealthy', is: 'Unknown/InspectionFailed' },
    {
      rule: 'miss a Node that was there',
      seen: runningMachine({ node: { state: 'missing' } }),
      type: 'NodeHealthy',
      is: 'False/NodeDeleted',
    },
    {
      rule: 'refuse two Nodes of one provider ID',
      seen: runningMachine({ node: { state: 'ambiguous', names: ['a', 'b'] } }),
      type: 'NodeHealthy',
      is: 'Unknown/InternalError',
    },
    { rule: 'call a Node healthy when its four conditions are', seen: runningMachine(), type: 'NodeHealthy', is: 'True/NodeHealthy' },
    {
      rule: 'call a Node with one bad condition not healthy',
      seen: runningMachine({
        node: aNode({ status: { conditions: [condition('Ready', 'True', 'x'), condition('DiskPressure', 'True', 'x')] } }),
      }),
      type: 'NodeHealthy',
      is: 'False/NodeNotHealthy',
    },
    {
      rule: 'do not know about a Node that has not said all',
      seen: runningMachine({ node: aNode({ status: { conditions: [condition('Ready', 'True', 'x')] } }) }),
      type: 'NodeHealthy',
      is: 'Unknown/NodeHealthyUnknown',
    },
    { rule: 'leave up to date to the control plane', seen: runningMachine(), type: 'UpToDate', is: undefined },
    {
      rule: 'call a Machine of an outdated set outdated',
      seen: runningMachine({ rollout: { outdatedBecause: ['Version a, b required'], revisionBehind: true } }),
      type: 'UpToDate',
      is: 'False/NotUpToDate',
    },
    {
      rule: 'call a Machine of another version updating',
      seen: runningMachine({
        rollout: { outdatedBecause: [], revisionBehind: false },
        node: aNode({ status: { nodeInfo: { kubeletVersion: 'v1.33.0' } } }),
      }),
      type: 'UpToDate',
      is: 'False/Updating',
    },
    { rule: 'call a Machine ready when all parts are', seen: runningMachine(), type: 'Ready', is: 'True/Ready' },
    {
      rule: 'wait for readiness gates',
      seen: runningMachine({
        machine: {
          ...runningMachine().machine,
          spec: { ...runningMachine().machine.spec, readinessGates: [{ conditionType: 'EtcdPodHealthy' }] },
        },
      }),
      type: 'Ready',
      is: 'Unknown/ReadyUnknown',
    },
    { rule: 'call a Machine available once ready', seen: runningMachine(), type: 'Available', is: 'True/Available' },
    {
      rule: 'wait for minReadySeconds',
      seen: withStatus(
        runningMachine({ machine: { ...runningMachine().machine, spec: { ...runningMachine().machine.spec, minReadySeconds: 60 } } }),
        {
          conditions: [condition('Ready', 'True', 'Ready', ago(seconds(59)))],
        },
      ),
      type: 'Available',
      is: 'False/WaitingForMinReadySeconds',
    },
    { rule: 'call a deleted Machine not ready', seen: deletedMachine(), type: 'Ready', is: 'False/NotReady' },
    { rule: 'name the stage of a deletion', seen: deletedMachine(), type: 'Deleting', is: 'True/WaitingForInfrastructureDeletion' },
    { rule: 'say who paused', seen: seenMachine({ cluster: aCluster({ spec: { paused: true } }) }), type: 'Paused', is: 'True/Paused' },
  ])('$rule', ({ seen, type, is }) => expect(said(seen, type)).toBe(is));

  test('never call what deletion has taken away an issue', () => {
    const seen = deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, node: { state: 'missing' } });
    expect(find(told(seen)?.conditions, 'Ready')?.message).toBe('* Deleting: Machine deletion in progress, stage: DeletionCompleted');
  });
});

describe('Machine status', () => {
  test.each<{ rule: string; seen: Observation; phase: string }>([
    { rule: 'begins as Pending', seen: seenMachine(), phase: 'Pending' },
    {
      rule: 'is Provisioning once its data is there',
      seen: seenMachine({ bootstrap: aBootstrap({ dataSecretCreated: true, dataSecretName: 'a' }) }),
      phase: 'Provisioning',
    },
    {
      rule: 'is Provisioned once it has a provider ID',
      seen: runningMachine({ node: { state: 'missing' }, machine: { ...runningMachine().machine, status: {} } }),
      phase: 'Provisioned',
    },
    { rule: 'is Running once it has a Node', seen: runningMachine(), phase: 'Running' },
    { rule: 'is Deleting to its end', seen: deletedMachine(), phase: 'Deleting' },
  ])('$rule', ({ seen, phase }) => expect(told(seen)?.phase).toBe(phase));

  test('keeps its Node and its first steps', () => {
    const seen = runningMachine({
      infrastructure: anInfrastructure({ provisioned: false }),
      bootstrap: aBootstrap(),
      node: { state: 'missing' },
    });
    expect(told(seen)).toMatchObject({
      nodeRef: { name: 'w-1' },
      initialization: { bootstrapDataSecretCreated: true, infrastructureProvisioned: true },
    });
  });

  test('names its generation only when the spec was carried out', () => {
    const seen = runningMachine();
    expect(report(seen, decide(seen))?.observedGeneration).toBe(1);
    expect(report(seen, decide(seen), { message: 'no' } as never)?.observedGeneration).toBeUndefined();
  });

  test('says nothing new the second time', () => {
    const seen = runningMachine();
    const status = told(seen);
    expect(told(withStatus(seen, status ?? {}))).toEqual(status);
  });

  test('keeps conditions of others', () => {
    const seen = withStatus(runningMachine(), { conditions: [condition('EtcdPodHealthy', 'True', 'Running')] });
    expect(isTrue(told(seen)?.conditions, 'EtcdPodHealthy')).toBe(true);
  });

  test('is told at once when the Machine becomes usable, later when only words change', () => {
    const ready = told(runningMachine());
    const waiting = told(seenMachine());
    expect(urgency(waiting, ready)).toBe('now');
    expect(urgency(ready, ready)).toBe('unchanged');
    expect(urgency(undefined, waiting)).toBe('soon');
  });
});

describe('next look at a Machine', () => {
  test('comes when minReadySeconds have passed', () => {
    const seen = withStatus(
      runningMachine({ machine: { ...runningMachine().machine, spec: { ...runningMachine().machine.spec, minReadySeconds: 60 } } }),
      {
        conditions: [condition('Ready', 'True', 'Ready', ago(seconds(40)))],
      },
    );
    expect(next(seen, decide(seen), told(seen))).toMatchObject({ kind: 'recheck', after: seconds(20) });
  });

  test('comes when a Node is given up', () => {
    const seen = deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, node: { state: 'unknown' } });
    expect(next(seen, decide(seen), told(seen))).toMatchObject({ kind: 'recheck', after: milliseconds(9000) });
  });

  test('is left to the watches otherwise', () => {
    const seen = runningMachine();
    expect(next(seen, decide(seen), told(seen))).toEqual({ kind: 'await-change' });
  });
});
