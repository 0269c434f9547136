import type { NodePod } from '@capi/drain';
import { later, milliseconds, minutes, seconds } from '@capi/seams';

import { next } from '../../next.ts';
import type { Observation, SeenPods } from '../../observation.ts';
import { report } from '../../report/report.ts';
import { transitions } from '../../report/transitions.ts';
import { aCluster, ago, anInfrastructure, aNode, deletedMachine, now } from '../../testing.ts';
import { decide } from '../decide.ts';

const aPod = (parts: Partial<NodePod> = {}): NodePod => ({
  namespace: 'shop',
  name: 'web',
  uid: '1',
  finished: false,
  controller: 'ReplicaSet',
  mirror: false,
  localData: false,
  claims: [],
  ...parts,
});
const pods = (...some: readonly NodePod[]): SeenPods => ({ state: 'seen', pods: some });
const refused = (age = 0) => ({
  began: { drain: later(now, milliseconds(0 - age)) },
  over: [],
  refusals: [{ ...aPod(), at: later(now, milliseconds(0 - age)), kind: 'disruption-budget', why: 'Too few.' } as const],
});

/** A deleted Machine with some of its spec, status or annotations. */
function deleted(
  parts: Partial<Observation>,
  { spec = {}, status = {}, annotations = {} }: { readonly spec?: object; readonly status?: object; readonly annotations?: object } = {},
): Observation {
  const seen = deletedMachine(parts, { annotations });
  const { machine } = seen;
  return {
    ...seen,
    machine: { ...machine, spec: { ...machine.spec, ...spec }, status: { ...machine.status, ...status } } as Observation['machine'],
  };
}
const uncordoned = { node: aNode() };
const unlooked = ({ pods: _pods, volumes: _volumes, ...seen }: Observation): Observation => seen;
const silent = { conditions: [{ type: 'Ready', status: 'Unknown' }] };
const onItsWay = { step: 'delete', stage: 'WaitingForInfrastructureDeletion', remove: 'infrastructure' };

describe('Node of a deleted Machine', () => {
  test.each<{ rule: string; seen: Observation; plan: object }>([
    { rule: 'is cordoned before anybody looks at its Pods', seen: deleted(uncordoned), plan: { stage: 'DrainingNode', cordon: true } },
    { rule: 'is looked at once it is cordoned', seen: unlooked(deleted({})), plan: { stage: 'DrainingNode', look: 'pods' } },
    {
      rule: 'is drained of its Pods',
      seen: deleted({ pods: pods(aPod()) }),
      plan: { stage: 'DrainingNode', drain: { evict: [{ name: 'web' }] } },
    },
    {
      rule: 'is not asked again for what was refused just now',
      seen: deleted({ pods: pods(aPod()), progress: refused() }),
      plan: { stage: 'DrainingNode', drain: { evict: [], refused: [{ name: 'web' }] } },
    },
    { rule: 'is left once only Pods are there that stay', seen: deleted({ pods: pods(aPod({ mirror: true })) }), plan: onItsWay },
    {
      rule: 'counts as drained and free of volumes once that was seen',
      seen: deleted({}),
      plan: { ...onItsWay, passed: ['drain', 'volume-detach'] },
    },
    {
      rule: 'counts as drained when it is gone',
      seen: deleted({ node: { state: 'missing' } }),
      plan: { ...onItsWay, passed: ['drain', 'volume-detach'] },
    },
    { rule: 'waits for a connection', seen: deleted({ node: { state: 'unknown' } }), plan: { stage: 'DrainingNode', look: undefined } },
    { rule: 'has to be one', seen: deleted({ node: { state: 'ambiguous', names: ['a', 'b'] } }), plan: { stage: 'DrainingNode' } },
    {
      rule: 'waits while its Pods cannot be read',
      seen: deleted({ pods: { state: 'unreadable', why: 'no route' } }),
      plan: { stage: 'DrainingNode', failing: true, waitingFor: 'the Pods on Node w-1: no route' },
    },
    {
      rule: 'is looked at for volumes once it is drained',
      seen: ((): Observation => {
        const { volumes: _volumes, ...seen } = deleted({});
        return seen;
      })(),
      plan: { stage: 'WaitingForVolumeDetach', look: 'volumes', passed: ['drain'] },
    },
    {
      rule: 'is kept until its volumes are detached',
      seen: deleted({ volumes: { state: 'seen', awaited: ['PersistentVolume a'] } }),
      plan: { stage: 'WaitingForVolumeDetach', volumes: ['PersistentVolume a'] },
    },
    {
      rule: 'is not asked for volumes when its kubelet is silent',
      seen: deleted({
        node: aNode({ spec: { unschedulable: true }, status: silent }),
        volumes: { state: 'seen', awaited: ['PersistentVolume a'] },
      }),
      plan: onItsWay,
    },
    {
      rule: 'is not drained when the Machine asks for that',
      seen: deleted(uncordoned, { annotations: { 'machine.cluster.x-k8s.io/exclude-node-draining': '' } }),
      plan: { ...onItsWay, passed: ['volume-detach'] },
    },
    {
      rule: 'is not kept for its volumes when the Machine asks for that',
      seen: deleted(
        { volumes: { state: 'seen', awaited: ['PersistentVolume a'] } },
        { annotations: { 'machine.cluster.x-k8s.io/exclude-wait-for-node-volume-detach': '' } },
      ),
      plan: { ...onItsWay, passed: ['drain'] },
    },
    {
      rule: 'is no longer drained once pre-terminate hooks are waited for',
      seen: deleted(uncordoned, { status: { deletion: { waitForPreTerminateHookStartTime: ago(seconds(1)) } } }),
      plan: { ...onItsWay, passed: undefined },
    },
    {
      rule: 'is no longer drained when its machine goes',
      seen: deleted({ ...uncordoned, infrastructure: anInfrastructure({ deleting: true }) }),
      plan: { stage: 'WaitingForInfrastructureDeletion', passed: undefined },
    },
    {
      rule: 'is drained also while its machine cannot be read',
      seen: deleted({ ...uncordoned, infrastructure: { state: 'unreadable', why: 'no CRD' } }),
      plan: { stage: 'DrainingNode', cordon: true },
    },
    {
      rule: 'is given up when the time for its drain is over',
      seen: deleted(
        { pods: pods(aPod()) },
        { spec: { deletion: { nodeDrainTimeoutSeconds: 60 } }, status: { deletion: { nodeDrainStartTime: ago(seconds(60)) } } },
      ),
      plan: onItsWay,
    },
    {
      rule: 'is drained without end when no time is set',
      seen: deleted(
        { pods: pods(aPod()) },
        { spec: { deletion: { nodeDrainTimeoutSeconds: 0 } }, status: { deletion: { nodeDrainStartTime: ago(minutes(600)) } } },
      ),
      plan: { stage: 'DrainingNode' },
    },
    {
      rule: 'is given up when the time for its volumes is over',
      seen: deleted(
        { volumes: { state: 'seen', awaited: ['PersistentVolume a'] } },
        {
          spec: { deletion: { nodeVolumeDetachTimeoutSeconds: 60 } },
          status: { deletion: { waitForNodeVolumeDetachStartTime: ago(seconds(60)) } },
        },
      ),
      plan: onItsWay,
    },
    {
      rule: 'is left alone when the whole Cluster goes',
      seen: deleted({ ...uncordoned, cluster: aCluster({ metadata: { deletionTimestamp: ago(seconds(1)) } }) }),
      plan: { ...onItsWay, passed: undefined },
    },
    {
      rule: 'is drained after pre-drain hooks',
      seen: deleted(uncordoned, { annotations: { 'pre-drain.delete.hook.machine.cluster.x-k8s.io/mine': '' } }),
      plan: { stage: 'WaitingForPreDrainHook', cordon: undefined },
    },
    {
      rule: 'is drained before pre-terminate hooks',
      seen: deleted({}, { annotations: { 'pre-terminate.delete.hook.machine.cluster.x-k8s.io/mine': '' } }),
      plan: { stage: 'WaitingForPreTerminateHook', passed: ['drain', 'volume-detach'] },
    },
  ])('$rule', ({ seen, plan }) =>
    expect({ look: undefined, passed: undefined, cordon: undefined, ...decide(seen) }).toMatchObject({ step: 'delete', ...plan }),
  );
});

const told = (seen: Observation) => report(seen, decide(seen));
const legacy = (seen: Observation, type: string): string | undefined => {
  const found = told(seen)?.deprecated?.v1beta1?.conditions?.find((condition) => condition.type === type);
  return found === undefined ? undefined : `${found.status}/${found.reason ?? ''}`;
};
const deleting = (seen: Observation): string | undefined => told(seen)?.conditions?.find(({ type }) => type === 'Deleting')?.message;

describe('report on the Node of a deleted Machine', () => {
  const draining = deleted({ pods: pods(aPod()), progress: refused() });
  const detaching = deleted({ volumes: { state: 'seen', awaited: ['PersistentVolume a'] } });

  test('tells since when and why a drain takes', () => {
    expect(deleting(draining)).toBe(
      "Draining the Node since 2026-01-01T00:00:00Z:\n* Pod shop/web: cannot evict pod as it would violate the pod's disruption budget. Too few.",
    );
    expect(told(draining)?.deletion).toEqual({ nodeDrainStartTime: '2026-01-01T00:00:00Z' });
    expect(legacy(draining, 'DrainingSucceeded')).toBe('False/Draining');
  });

  test('tells which volumes are waited for', () => {
    expect(deleting(detaching)).toBe('Waiting since 2026-01-01T00:00:00Z for volumes to be detached from the Node:\n* PersistentVolume a');
    const deletion = { nodeDrainStartTime: '2026-01-01T00:00:00Z', waitForNodeVolumeDetachStartTime: '2026-01-01T00:00:00Z' };
    expect(told(detaching)?.deletion).toEqual(deletion);
    expect([legacy(detaching, 'DrainingSucceeded'), legacy(detaching, 'VolumeDetachSucceeded')]).toEqual([
      'True/',
      'False/WaitingForVolumeDetach',
    ]);
  });

  test('keeps the moment at which a step began', () => {
    const deletion = { nodeDrainStartTime: ago(minutes(3)) };
    expect(told(deleted({ pods: pods(aPod()) }, { status: { deletion } }))?.deletion).toEqual(deletion);
  });

  test('tells of steps that ended a moment ago, before they were told', () => {
    const seen = deleted({
      infrastructure: anInfrastructure({ deleting: true }),
      progress: { began: { drain: now, 'volume-detach': now }, over: ['drain', 'volume-detach'], refusals: [] },
    });
    expect(told(seen)?.deletion).toMatchObject({ nodeDrainStartTime: '2026-01-01T00:00:00Z' });
    expect(legacy(seen, 'VolumeDetachSucceeded')).toBe('True/');
  });

  test('says in the summary what holds up a drain, once it is long', () => {
    const ready = (began: string) =>
      told(deleted({ pods: pods(aPod()), progress: refused() }, { status: { deletion: { nodeDrainStartTime: began } } }))?.conditions?.find(
        ({ type }) => type === 'Ready',
      )?.message;
    expect(ready(ago(minutes(5)))).toBe('* Deleting: Machine deletion in progress, stage: DrainingNode');
    expect(ready(ago(minutes(6)))).toBe(
      '* Deleting: Machine deletion in progress, stage: DrainingNode, delay likely due to PodDisruptionBudgets',
    );
  });

  test.each<{ rule: string; seen: Observation; reasons: readonly string[] }>([
    { rule: 'an end of the drain, and that no volume is left', seen: deleted({}), reasons: ['SuccessfulDrainNode', 'NodeVolumesDetached'] },
    { rule: 'nothing while a drain is under way', seen: draining, reasons: [] },
    { rule: 'a drain that fails', seen: deleted({ pods: { state: 'unreadable', why: 'no' } }), reasons: ['FailedDrainNode'] },
    {
      rule: 'volumes that cannot be looked at',
      seen: deleted({ volumes: { state: 'unreadable', why: 'no' } }),
      reasons: ['SuccessfulDrainNode', 'FailedWaitForVolumeDetach'],
    },
  ])('is an event for $rule, once', ({ seen, reasons }) => {
    const status = told(seen);
    expect(transitions(seen, decide(seen), status).map(({ reason }) => reason)).toEqual(reasons);
    const after = { ...seen, machine: { ...seen.machine, status } } as Observation;
    expect(transitions(after, decide(after), told(after))).toEqual([]);
  });
});

describe('next look at the Node of a deleted Machine', () => {
  const nextOf = (seen: Observation) => next(seen, decide(seen), told(seen));
  const timed = { spec: { deletion: { nodeDrainTimeoutSeconds: 8 } }, status: { deletion: { nodeDrainStartTime: ago(seconds(1)) } } };

  test.each<{ rule: string; seen: Observation; is: object }>([
    {
      rule: 'is left to the watches while Pods end',
      seen: deleted({ pods: pods(aPod({ deletionTimestamp: now })) }),
      is: { kind: 'await-change' },
    },
    {
      rule: 'comes when a refused Pod is asked again',
      seen: deleted({ pods: pods(aPod()), progress: refused(5000) }),
      is: { after: seconds(15) },
    },
    {
      rule: 'comes when the drain is given up',
      seen: deleted({ pods: pods(aPod()), progress: refused(5000) }, timed),
      is: { after: seconds(7) },
    },
    {
      rule: 'comes when the cluster may answer again',
      seen: deleted({ pods: { state: 'unreadable', why: 'no' } }),
      is: { after: seconds(20) },
    },
    {
      rule: 'is left to the watches while volumes are attached',
      seen: deleted({ volumes: { state: 'seen', awaited: ['PersistentVolume a'] } }),
      is: { kind: 'await-change' },
    },
  ])('$rule', ({ seen, is }) => expect(nextOf(seen)).toMatchObject(is));
});
