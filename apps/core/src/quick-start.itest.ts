import {
  Cluster,
  DevMachine,
  KubeadmConfig,
  Machine,
  MachineDeployment,
  MachineSet,
  Node,
  labels,
  type KubernetesObject,
  type MachineDeploymentStatus,
  type Resource,
} from '@capi/api';
import { isTrue } from '@capi/conditions';
import type { DeepReadonly } from '@capi/seams';

import { controlPlaneMachine, quickStart } from './testing/quick-start.ts';
import { namespace, world, type World } from './testing/world.ts';

const demo = { namespace, name: 'demo' };

async function running(options?: Parameters<typeof quickStart>[0]): Promise<World> {
  const made = await world();
  await made.create(...quickStart(options), ...controlPlaneMachine());
  made.start();
  await made.settle();
  return made;
}

/** Objects but those of the control plane. */
async function workers<T extends KubernetesObject>(w: World, resource: Resource<T>): Promise<readonly DeepReadonly<T>[]> {
  return (await w.list(resource)).filter(({ metadata }) => metadata.labels?.[labels.controlPlane] === undefined);
}

async function workerNodes(w: World): Promise<readonly DeepReadonly<Node>[]> {
  const { client } = await w.workloads.of(demo, w.signal);
  return (await client.list(Node, {}, w.signal)).filter(({ metadata }) => metadata.name !== 'demo-cp');
}

/** What a client that waits for a rollout looks at. */
const isDone = (generation: number | undefined, status: DeepReadonly<MachineDeploymentStatus> | undefined, replicas: number): boolean =>
  status?.observedGeneration === generation &&
  status?.upToDateReplicas === replicas &&
  status.replicas === replicas &&
  status.availableReplicas === replicas;

describe('core provider', () => {
  test('takes a Cluster to Provisioned and its workers to Running, each thing made once', async () => {
    const w = await running();
    expect((await w.get(Cluster, 'demo'))?.status?.phase).toBe('Provisioned');
    expect(isTrue((await w.get(Cluster, 'demo'))?.status?.conditions, 'Available')).toBe(true);
    const machines = await workers(w, Machine);
    expect(machines.map(({ status }) => status?.phase)).toEqual(['Running', 'Running', 'Running']);
    const names = machines.map(({ metadata }) => metadata.name);
    expect((await workers(w, KubeadmConfig)).map(({ metadata }) => metadata.name)).toEqual(names);
    expect((await workers(w, DevMachine)).map(({ metadata }) => metadata.name)).toEqual(names);
    const { status } = (await w.get(MachineDeployment, 'demo')) ?? {};
    expect(status).toMatchObject({ replicas: 3, readyReplicas: 3, availableReplicas: 3, upToDateReplicas: 3, phase: 'Running' });
    await w.close();
  });

  test('spends at most eight writes on a worker, and some for all of them', async () => {
    const w = await running();
    const own = w.writes.filter(({ path }) => /\/(machines|kubeadmconfigs|devmachines)\//.test(path));
    expect(own.length).toBeLessThanOrEqual(4 * 9);
    const statusWrites = w.writes.filter(({ path }) => /\/(clusters|machinesets|machinedeployments)\/[^/]+\/status/.test(path));
    expect(statusWrites.length).toBeLessThanOrEqual(30);
    await w.close();
  });

  test('writes nothing while nothing changes', async () => {
    const w = await running();
    const before = w.writes.length;
    await w.settle(600);
    expect(w.writes.slice(before)).toEqual([]);
    await w.close();
  });

  test('hands Node labels, annotations and the end of initialization over once', async () => {
    const w = await running();
    const [node] = await workerNodes(w);
    expect(node?.spec?.taints ?? []).toEqual([]);
    expect(node?.metadata.annotations).toMatchObject({
      'cluster.x-k8s.io/cluster-name': 'demo',
      'cluster.x-k8s.io/cluster-namespace': namespace,
      'cluster.x-k8s.io/machine': node?.metadata.name ?? '',
      'cluster.x-k8s.io/owner-kind': 'MachineSet',
    });
    await w.close();
  });

  test('scales up and down', async () => {
    const w = await running();
    await w.patch(MachineDeployment, 'demo', { spec: { replicas: 5 } });
    await w.settle();
    expect(await workers(w, Machine)).toHaveLength(5);
    expect((await w.get(MachineDeployment, 'demo'))?.status?.availableReplicas).toBe(5);
    await w.patch(MachineDeployment, 'demo', { spec: { replicas: 1 } });
    await w.settle();
    expect(await workers(w, Machine)).toHaveLength(1);
    expect(await workers(w, DevMachine)).toHaveLength(1);
    expect(await workerNodes(w)).toHaveLength(1);
    await w.close();
  });

  test('rolls to a new version one by one, and never says done too early', async () => {
    const w = await running();
    let fewest = 3;
    let most = 3;
    const tooEarly: string[] = [];
    await w.patch(MachineDeployment, 'demo', { spec: { template: { spec: { version: 'v1.34.1' } } } });
    for (let step = 0; step < 60; step += 1) {
      await w.settle(1);
      const machines = await workers(w, Machine);
      const available = machines.filter(
        ({ metadata, status }) => metadata.deletionTimestamp === undefined && isTrue(status?.conditions, 'Available'),
      );
      fewest = Math.min(fewest, available.length);
      most = Math.max(most, machines.length);
      const deployment = await w.get(MachineDeployment, 'demo');
      const isOver = machines.length === 3 && machines.every(({ spec }) => spec.version === 'v1.34.1');
      if (!isOver && isDone(deployment?.metadata.generation, deployment?.status, 3))
        tooEarly.push(machines.map(({ spec }) => spec.version).join());
    }
    expect({ fewest, most, tooEarly }).toEqual({ fewest: 3, most: 4, tooEarly: [] });
    expect((await workers(w, Machine)).map(({ spec }) => spec.version)).toEqual(['v1.34.1', 'v1.34.1', 'v1.34.1']);
    expect(await w.list(MachineSet)).toHaveLength(1);
    const deployment = await w.get(MachineDeployment, 'demo');
    expect(isDone(deployment?.metadata.generation, deployment?.status, 3)).toBe(true);
    expect(deployment?.metadata.annotations?.['machinedeployment.clusters.x-k8s.io/revision']).toBe('2');
    await w.close();
  });

  test('takes a whole Cluster apart, workers first', async () => {
    const w = await running();
    await w.delete(Cluster, 'demo');
    await w.settle();
    for (const kind of [
      Cluster,
      MachineDeployment,
      MachineSet,
      Machine,
      KubeadmConfig,
      DevMachine,
    ] as readonly Resource<KubernetesObject>[])
      expect(await w.list(kind)).toEqual([]);
    const order = w.writes
      .filter(({ method }) => method === 'DELETE')
      .map(({ path }) => /v1beta2\/namespaces\/default\/([a-z]+)\//.exec(path)?.[1]);
    expect([...new Set(order)]).toEqual([
      'machinedeployments',
      'machinesets',
      'machines',
      'devmachines',
      'kubeadmconfigs',
      'kubeadmcontrolplanes',
      'devclusters',
    ]);
    await w.close();
  });

  test('changes nothing of a paused Cluster', async () => {
    const w = await running();
    await w.patch(Cluster, 'demo', { spec: { paused: true } });
    await w.settle();
    await w.patch(MachineDeployment, 'demo', { spec: { replicas: 5 } });
    await w.settle();
    expect(await workers(w, Machine)).toHaveLength(3);
    for (const machine of await workers(w, Machine)) expect(isTrue(machine.status?.conditions, 'Paused')).toBe(true);
    await w.patch(Cluster, 'demo', { spec: { paused: false } });
    await w.settle();
    expect(await workers(w, Machine)).toHaveLength(5);
    await w.close();
  });

  test('passes changed labels down to Machines, companions and Nodes without replacing them', async () => {
    const w = await running({ workers: 1 });
    const [before] = await workers(w, Machine);
    const key = 'node.cluster.x-k8s.io/tier';
    await w.patch(MachineDeployment, 'demo', { spec: { template: { metadata: { labels: { [key]: 'gold' } } } } });
    await w.settle();
    const carriers = async () => [
      ...(await workers(w, Machine)),
      ...(await workers(w, DevMachine)),
      ...(await workers(w, KubeadmConfig)),
      ...(await workerNodes(w)),
    ];
    expect((await carriers()).map(({ metadata }) => metadata.labels?.[key])).toEqual(['gold', 'gold', 'gold', 'gold']);
    expect((await workers(w, Machine))[0]?.metadata.uid).toBe(before?.metadata.uid);
    await w.patch(MachineDeployment, 'demo', { spec: { template: { metadata: { labels: { [key]: null } } } } });
    await w.settle();
    expect((await carriers()).map(({ metadata }) => metadata.labels?.[key])).toEqual([undefined, undefined, undefined, undefined]);
    await w.close();
  });

  test('holds a Machine back while a hook asks for it', async () => {
    const w = await running({ workers: 1 });
    const [machine] = await workers(w, Machine);
    const name = machine?.metadata.name ?? '';
    const hook = 'pre-terminate.delete.hook.machine.cluster.x-k8s.io/mine';
    await w.patch(Machine, name, { metadata: { annotations: { [hook]: '' } } });
    await w.delete(Machine, name);
    await w.settle();
    expect((await w.get(Machine, name))?.status?.conditions?.find(({ type }) => type === 'Deleting')?.reason).toBe(
      'WaitingForPreTerminateHook',
    );
    expect(await workers(w, DevMachine)).toHaveLength(1);
    await w.patch(Machine, name, { metadata: { annotations: { [hook]: null } } });
    await w.settle();
    expect(await w.get(Machine, name)).toBeUndefined();
    expect(await workers(w, Machine)).toHaveLength(1);
    await w.close();
  });
});
