import { seconds } from '@capi/seams';

import type { Observation } from '../observation.ts';
import { aCluster, aControlPlane, ago, anInfrastructure, aWorker, seenCluster, workers } from '../testing.ts';
import { decide, rules } from './decide.ts';

const step = (seen: Observation) => {
  const plan = decide(seen);
  return plan.kind === 'tend' ? plan.next : plan;
};
const cluster = aCluster({ metadata: { deletionTimestamp: ago(seconds(1)) } });
const nothing = { machineDeployments: [], machineSets: [], controlPlaneMachines: [], workerMachines: [] };
const none = { state: 'none' as const };
const missing = { state: 'missing' as const };

describe('Cluster decision', () => {
  test.each<{ rule: string; seen: Observation; next: object }>([
    { rule: 'rests when its providers are done', seen: seenCluster(), next: { step: 'rest' } },
    {
      rule: 'leaves a paused Cluster alone even when it is being deleted',
      seen: seenCluster({ cluster: aCluster({ metadata: cluster.metadata, spec: { paused: true } }) }),
      next: { kind: 'pause' },
    },
    {
      rule: 'makes the kubeconfig that nobody else makes',
      seen: seenCluster({ kubeconfig: 'missing' }),
      next: { step: 'create-kubeconfig' },
    },
    {
      rule: 'waits for an endpoint to put into it',
      seen: seenCluster({ kubeconfig: 'missing', infrastructure: anInfrastructure({ provisioned: false }), controlPlane: none }),
      next: { step: 'rest' },
    },
    {
      rule: 'deletes its workers first',
      seen: seenCluster({ cluster }),
      next: {
        step: 'delete',
        stage: 'WaitingForWorkersDeletion',
        children: [{ kind: 'MachineDeployment', name: 'md' }],
        waitingFor: ['MachineDeployments: md'],
      },
    },
    {
      rule: 'waits for what carries its name without belonging to it',
      seen: seenCluster({ cluster, descendants: { ...nothing, workerMachines: [aWorker('a')] } }),
      next: { step: 'delete', stage: 'WaitingForWorkersDeletion', children: [] },
    },
    {
      rule: 'names five of many',
      seen: seenCluster({ cluster, descendants: { ...nothing, workerMachines: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(aWorker) } }),
      next: { waitingFor: ['Machines: a, b, c, d, e, ... (2 more)'] },
    },
    {
      rule: 'leaves control-plane Machines to the control plane',
      seen: seenCluster({ cluster, descendants: { ...nothing, controlPlaneMachines: [aWorker('cp')] } }),
      next: { stage: 'WaitingForControlPlaneDeletion', remove: 'controlPlane' },
    },
    {
      rule: 'waits for them when there is no control-plane object',
      seen: seenCluster({ cluster, controlPlane: none, descendants: { ...nothing, controlPlaneMachines: [aWorker('cp')] } }),
      next: { stage: 'WaitingForWorkersDeletion' },
    },
    {
      rule: 'asks for the deletion of the control plane once',
      seen: seenCluster({ cluster, descendants: nothing, controlPlane: aControlPlane({ deleting: true }) }),
      next: { stage: 'WaitingForControlPlaneDeletion', remove: undefined },
    },
    {
      rule: 'then deletes the infrastructure',
      seen: seenCluster({ cluster, descendants: nothing, controlPlane: missing }),
      next: { stage: 'WaitingForInfrastructureDeletion', remove: 'infrastructure' },
    },
    {
      rule: 'waits when it cannot tell whether the control plane is gone',
      seen: seenCluster({ cluster, descendants: nothing, controlPlane: { state: 'unreadable', why: 'x' } }),
      next: { stage: 'InternalError', remove: undefined },
    },
    {
      rule: 'goes once nothing is left',
      seen: seenCluster({ cluster, descendants: nothing, controlPlane: missing, infrastructure: missing }),
      next: { stage: 'DeletionCompleted' },
    },
  ])('$rule', ({ seen, next }) => expect({ remove: undefined, ...step(seen) }).toMatchObject(next));

  test('keeps to the order of its rules', () => {
    expect(rules.map((rule) => rule.name)).toEqual(['deletion', 'kubeconfig']);
  });

  const desired = (seen: Observation) => {
    const plan = decide(seen);
    return plan.kind === 'tend' ? plan.cluster : undefined;
  };
  test.each<{ rule: string; seen: Observation; endpoint: object | undefined }>([
    { rule: 'takes the endpoint of the infrastructure', seen: seenCluster(), endpoint: { host: 'a.example', port: 6443 } },
    {
      rule: 'takes it only once provisioned',
      seen: seenCluster({ infrastructure: anInfrastructure({ provisioned: false }), controlPlane: none }),
      endpoint: undefined,
    },
    {
      rule: 'takes that of the control plane when the infrastructure has none',
      seen: seenCluster({
        infrastructure: { ...anInfrastructure(), endpoint: undefined } as never,
        controlPlane: aControlPlane({ endpoint: { host: 'b.example', port: 1 } }),
      }),
      endpoint: { host: 'b.example', port: 1 },
    },
    {
      rule: 'keeps its own',
      seen: seenCluster({ cluster: aCluster({ spec: { controlPlaneEndpoint: { host: 'mine', port: 1 } } }) }),
      endpoint: { host: 'mine', port: 1 },
    },
    {
      rule: 'replaces half an endpoint',
      seen: seenCluster({ cluster: aCluster({ spec: { controlPlaneEndpoint: { host: 'mine', port: 0 } } }) }),
      endpoint: { host: 'a.example', port: 6443 },
    },
  ])('$rule', ({ seen, endpoint }) => expect(desired(seen)?.spec.controlPlaneEndpoint).toEqual(endpoint));

  test('adopts its providers without controlling them', () => {
    const plan = decide(seenCluster({ infrastructure: anInfrastructure({ ownerReferences: [], labels: {} }) }));
    expect(plan.kind === 'tend' && plan.adopt).toEqual([
      {
        of: 'infrastructure',
        labels: { 'cluster.x-k8s.io/cluster-name': 'demo' },
        ownerReferences: [{ apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', name: 'demo', uid: 'cluster' }],
      },
    ]);
  });

  test('controls them when it is made from a topology', () => {
    const plan = decide(
      seenCluster({
        cluster: aCluster({ spec: { topology: { classRef: { name: 'x' }, version: 'v1.34.0' } } }),
        descendants: { ...nothing, machineDeployments: [workers()] },
      }),
    );
    expect(plan.kind === 'tend' && plan.adopt.map(({ ownerReferences }) => ownerReferences[0]?.controller)).toEqual([true, true]);
  });
});
