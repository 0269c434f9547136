import { minutes, seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aBootstrap, aCluster, ago, aMachine, anInfrastructure, aNode, deletedMachine, runningMachine, seenMachine } from '../testing.ts';
import { decide, rules } from './decide.ts';

const hook = (name: string): object => ({ annotations: { [`${name}.delete.hook.machine.cluster.x-k8s.io/mine`]: '' } });

describe('Machine decision', () => {
  test.each<{ rule: string; seen: Observation; plan: object }>([
    {
      rule: 'leaves a Machine of a paused Cluster alone',
      seen: seenMachine({ cluster: aCluster({ spec: { paused: true } }) }),
      plan: { step: 'pause' },
    },
    {
      rule: 'leaves a paused Machine alone even when it is being deleted',
      seen: deletedMachine({}, { annotations: { 'cluster.x-k8s.io/paused': '' } }),
      plan: { step: 'pause' },
    },
    {
      rule: 'says nothing of a young Machine while what it refers to is being made',
      seen: seenMachine({ machine: aMachine({ metadata: { creationTimestamp: ago(seconds(1)) } }), infrastructure: { state: 'missing' } }),
      plan: { step: 'await-references' },
    },
    {
      rule: 'says what is missing once it is late',
      seen: seenMachine({ machine: aMachine({ metadata: { creationTimestamp: ago(seconds(3)) } }), infrastructure: { state: 'missing' } }),
      plan: { step: 'tend', adopt: [] },
    },
    {
      rule: 'takes over the name of the bootstrap data',
      seen: seenMachine({ bootstrap: aBootstrap({ dataSecretCreated: true, dataSecretName: 'data' }) }),
      plan: { step: 'tend', machine: { spec: { bootstrap: { dataSecretName: 'data' } } } },
    },
    {
      rule: 'never replaces bootstrap data that was given',
      seen: seenMachine({
        machine: aMachine({ spec: { bootstrap: { ...aMachine().spec.bootstrap, dataSecretName: 'mine' } } }),
        bootstrap: aBootstrap({ dataSecretCreated: true, dataSecretName: 'data' }),
      }),
      plan: { step: 'tend', machine: { spec: { bootstrap: { dataSecretName: 'mine' } } } },
    },
    {
      rule: 'takes over provider ID and failure domain once provisioned',
      seen: seenMachine({ infrastructure: anInfrastructure({ provisioned: true, providerID: 'fake://a', specFailureDomain: 'a' }) }),
      plan: { step: 'tend', machine: { spec: { providerID: 'fake://a', failureDomain: 'a' } } },
    },
    {
      rule: 'adopts what its MachineSet made',
      seen: seenMachine({
        bootstrap: aBootstrap({
          labels: {},
          ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'MachineSet', name: 'w', uid: 'set' }],
        }),
      }),
      plan: {
        step: 'tend',
        adopt: [
          {
            of: 'bootstrap',
            labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
            ownerReferences: [expect.objectContaining({ kind: 'Machine', controller: true })],
          },
        ],
      },
    },
    {
      rule: 'puts data that were written into the Machine into a Secret',
      seen: seenMachine({ inlineData: { secret: 's', state: 'missing' }, infrastructure: anInfrastructure({ ownerReferences: [] }) }),
      plan: { step: 'tend', keepInlineData: 'create', adopt: [{ of: 'infrastructure' }] },
    },
    {
      rule: 'follows data that were changed in the Machine',
      seen: seenMachine({ inlineData: { secret: 's', state: 'outdated' } }),
      plan: { step: 'tend', keepInlineData: 'update' },
    },
    ...(['foreign', 'malformed'] as const).map((state) => ({
      rule: `lets no infrastructure begin while data in the Machine cannot be kept (${state})`,
      seen: seenMachine({ inlineData: { secret: 's', state }, infrastructure: anInfrastructure({ ownerReferences: [] }) }),
      plan: { step: 'tend', adopt: [] },
    })),
    {
      rule: 'gives a Machine that nobody made to the Cluster',
      seen: seenMachine({ machine: aMachine({ metadata: { labels: {}, ownerReferences: [] } }) }),
      plan: { step: 'tend', machine: { metadata: { ownerReferences: [{ kind: 'Cluster', name: 'demo' }] } } },
    },
    {
      rule: 'waits for a pre-drain hook',
      seen: deletedMachine({}, hook('pre-drain')),
      plan: { step: 'delete', stage: 'WaitingForPreDrainHook' },
    },
    {
      rule: 'waits for a pre-terminate hook even when the whole Cluster goes',
      seen: deletedMachine({ cluster: aCluster({ metadata: { deletionTimestamp: ago(seconds(1)) } }) }, hook('pre-terminate')),
      plan: { step: 'delete', stage: 'WaitingForPreTerminateHook' },
    },
    {
      rule: 'deletes infrastructure first',
      seen: deletedMachine(),
      plan: { step: 'delete', stage: 'WaitingForInfrastructureDeletion', remove: 'infrastructure' },
    },
    {
      rule: 'asks for it once',
      seen: deletedMachine({ infrastructure: anInfrastructure({ deleting: true }) }),
      plan: { step: 'delete', stage: 'WaitingForInfrastructureDeletion', remove: undefined },
    },
    {
      rule: 'waits when it cannot tell whether infrastructure is gone',
      seen: deletedMachine({ infrastructure: { state: 'unreadable', why: 'no CRD' } }),
      plan: { step: 'delete', stage: 'WaitingForInfrastructureDeletion', waitingFor: 'no CRD', remove: undefined },
    },
    {
      rule: 'then deletes the bootstrap config',
      seen: deletedMachine({ infrastructure: { state: 'missing' } }),
      plan: { step: 'delete', stage: 'WaitingForBootstrapDeletion', remove: 'bootstrap' },
    },
    {
      rule: 'then deletes the Node',
      seen: deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' } }),
      plan: { step: 'delete', stage: 'DeletingNode', remove: 'node' },
    },
    {
      rule: 'waits for a connection in order to delete the Node',
      seen: deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, node: { state: 'unknown' } }),
      plan: { step: 'delete', stage: 'DeletingNode', remove: undefined },
    },
    {
      rule: 'gives the Node up when the time for it is over',
      seen: deletedMachine(
        { infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, node: { state: 'unknown' } },
        { deletionTimestamp: ago(seconds(11)) },
      ),
      plan: { step: 'delete', stage: 'DeletionCompleted', machine: { metadata: { finalizers: [] } } },
    },
    {
      rule: 'leaves the Node to a control plane that goes away',
      seen: deletedMachine({
        infrastructure: { state: 'missing' },
        bootstrap: { state: 'missing' },
        controlPlane: { state: 'found', deleting: true, externallyManaged: false },
      }),
      plan: { step: 'delete', stage: 'DeletionCompleted' },
    },
    {
      rule: 'leaves the Node when no control-plane Machine is left to ask',
      seen: deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, activeControlPlaneMachines: 0 }),
      plan: { step: 'delete', stage: 'DeletionCompleted' },
    },
    {
      rule: 'deletes the Node of a control plane that runs elsewhere',
      seen: deletedMachine({
        infrastructure: { state: 'missing' },
        bootstrap: { state: 'missing' },
        activeControlPlaneMachines: 0,
        controlPlane: { state: 'found', deleting: false, externallyManaged: true },
      }),
      plan: { step: 'delete', stage: 'DeletingNode' },
    },
    {
      rule: 'lets go once nothing is left',
      seen: deletedMachine({ infrastructure: { state: 'missing' }, bootstrap: { state: 'missing' }, node: { state: 'missing' } }),
      plan: { step: 'delete', stage: 'DeletionCompleted', machine: { metadata: { finalizers: [] } } },
    },
  ])('$rule', ({ seen, plan }) => expect({ remove: undefined, ...decide(seen) }).toMatchObject(plan));

  test('takes over nothing from infrastructure that goes away', () => {
    const plan = decide(seenMachine({ infrastructure: anInfrastructure({ provisioned: true, providerID: 'fake://a', deleting: true }) }));
    expect(plan.step === 'tend' && plan.machine.spec).not.toHaveProperty('providerID');
  });

  test('keeps to the order of its rules', () => {
    expect(rules.map((rule) => rule.name)).toEqual(['pause', 'deletion', 'awaitReferences']);
  });
});

describe('Node of a Machine', () => {
  const nodeOf = (seen: Observation) => {
    const plan = decide(seen);
    return plan.step === 'tend' ? plan.node : undefined;
  };
  const labelled = (labels: object, annotations: object = {}): Observation['machine'] => {
    const { machine } = runningMachine();
    return {
      ...machine,
      metadata: { ...machine.metadata, labels: { ...machine.metadata.labels, ...labels }, annotations: { ...annotations } },
    };
  };

  test('takes over labels of certain domains only', () => {
    const machine = labelled({
      'node-role.kubernetes.io/gpu': '',
      'a.node.cluster.x-k8s.io/tier': 'gold',
      'node-restriction.kubernetes.io/x': 'y',
      team: 'a',
    });
    expect(nodeOf(runningMachine({ machine }))?.metadata.labels).toEqual({
      'node-role.kubernetes.io/gpu': '',
      'a.node.cluster.x-k8s.io/tier': 'gold',
      'node-restriction.kubernetes.io/x': 'y',
    });
  });

  test('takes over what the flags name as well', () => {
    const settings = { remoteConditionsGrace: minutes(5), syncLabels: ['^team$'], syncAnnotations: ['^note'] };
    const node = nodeOf(runningMachine({ machine: labelled({ team: 'a' }, { note: 'b' }), settings }));
    expect(node?.metadata.labels).toEqual({ team: 'a' });
    expect(node?.metadata.annotations).toMatchObject({ note: 'b', 'cluster.x-k8s.io/annotations-from-machine': 'note' });
  });

  test('never takes over bootstrap data', () => {
    const data = { 'conversion.cluster.x-k8s.io/v1alpha2-bootstrap-data': 'aGVsbG8=' };
    const settings = { remoteConditionsGrace: minutes(5), syncLabels: [], syncAnnotations: ['.*'] };
    expect(JSON.stringify(nodeOf(runningMachine({ machine: labelled({}, data), settings })))).not.toContain('aGVsbG8=');
  });

  test('loses what it took over before, and nothing else', () => {
    const metadata = {
      labels: { 'node.cluster.x-k8s.io/old': 'x', mine: 'y' },
      annotations: { 'cluster.x-k8s.io/labels-from-machine': 'node.cluster.x-k8s.io/old' },
    };
    expect(nodeOf(runningMachine({ node: aNode({ metadata }) }))?.metadata.labels).toEqual({ mine: 'y' });
  });

  test('says whom it belongs to', () => {
    expect(nodeOf(runningMachine())?.metadata.annotations).toMatchObject({
      'cluster.x-k8s.io/machine': 'w-1',
      'cluster.x-k8s.io/owner-kind': 'MachineSet',
      'cluster.x-k8s.io/owner-name': 'w',
    });
  });

  const uninitialized = { key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' };
  const outdated = { key: 'node.cluster.x-k8s.io/outdated-revision', effect: 'PreferNoSchedule' };
  test.each([
    { rule: 'is initialized once it has been looked after', taints: [uninitialized], rollout: undefined, after: [] },
    { rule: 'is marked while its set is behind', taints: [], rollout: { outdatedBecause: [], revisionBehind: true }, after: [outdated] },
    { rule: 'is marked once', taints: [outdated], rollout: { outdatedBecause: [], revisionBehind: true }, after: [outdated] },
    { rule: 'loses the mark after a roll back', taints: [outdated], rollout: { outdatedBecause: [], revisionBehind: false }, after: [] },
  ])('$rule', ({ taints, rollout, after }) =>
    expect(
      nodeOf(runningMachine({ node: aNode({ spec: { taints } }), ...(rollout === undefined ? {} : { rollout }) }))?.spec?.taints,
    ).toEqual(after),
  );
});
