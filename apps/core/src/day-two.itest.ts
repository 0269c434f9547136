import { type Cluster, DevMachine, KubeadmConfig, Machine, MachineDeployment, MachineSet, Secret, type KubernetesObject } from '@capi/api';
import { parseKubeconfig, createAuthority } from '@capi/certificates';
import { isTrue } from '@capi/conditions';

import { instantKeys } from './testing/instant-keys.ts';
import { controlPlaneMachine, quickStart } from './testing/quick-start.ts';
import { namespace, world, type World } from './testing/world.ts';

async function running(options?: Parameters<typeof quickStart>[0]): Promise<World> {
  const made = await world();
  await made.create(...quickStart(options));
  made.start();
  await made.settle();
  return made;
}

const version = (to: string) => ({ spec: { template: { spec: { version: to } } } });
const versions = async (w: World): Promise<readonly (string | undefined)[]> => (await w.list(Machine)).map(({ spec }) => spec.version);

describe('core provider, day two', () => {
  test('rolls back to the set that was there, with a fresh revision', async () => {
    const w = await running({ workers: 2 });
    const [first] = await w.list(MachineSet);
    w.providers.nodesBecomeReady = false;
    await w.patch(MachineDeployment, 'demo', version('v1.34.1'));
    await w.settle();
    expect(await versions(w)).toEqual(expect.arrayContaining(['v1.34.0', 'v1.34.0', 'v1.34.1']));
    w.providers.nodesBecomeReady = true;
    await w.patch(MachineDeployment, 'demo', version('v1.34.0'));
    await w.settle();
    expect(await versions(w)).toEqual(['v1.34.0', 'v1.34.0']);
    const sets = await w.list(MachineSet);
    expect(sets.map(({ metadata }) => [metadata.name, metadata.annotations?.['machinedeployment.clusters.x-k8s.io/revision']])).toEqual([
      [first?.metadata.name, '3'],
    ]);
    await w.close();
  });

  test('makes no Machine that is newer than the control plane, and says that it is rolling out', async () => {
    const w = await running({ workers: 3 });
    const before = (await w.list(Machine)).map(({ metadata }) => metadata.name);
    await w.patch(MachineDeployment, 'demo', version('v9.99.9'));
    await w.settle();
    const machines = await w.list(Machine);
    expect(machines).toHaveLength(before.length);
    const deployment = await w.get(MachineDeployment, 'demo');
    expect(deployment?.status).toMatchObject({ upToDateReplicas: 0, observedGeneration: deployment?.metadata.generation });
    expect(deployment?.status?.conditions?.find(({ type }) => type === 'RollingOut')?.status).toBe('True');
    await w.close();
  });

  test('with OnDelete replaces a Machine when somebody deletes it', async () => {
    const w = await running({ workers: 2, strategy: { type: 'OnDelete' } });
    await w.patch(MachineDeployment, 'demo', version('v1.34.1'));
    await w.settle();
    expect(await versions(w)).toEqual(['v1.34.0', 'v1.34.0']);
    await w.delete(Machine, (await w.list(Machine))[0]?.metadata.name ?? '');
    await w.settle();
    expect(new Set(await versions(w))).toEqual(new Set(['v1.34.0', 'v1.34.1']));
    await w.close();
  });

  test('rolls nothing out while paused, and goes on after', async () => {
    const w = await running({ workers: 2 });
    await w.patch(MachineDeployment, 'demo', { spec: { paused: true, ...version('v1.34.1').spec } });
    await w.settle();
    expect(await versions(w)).toEqual(['v1.34.0', 'v1.34.0']);
    await w.patch(MachineDeployment, 'demo', { spec: { paused: false } });
    await w.settle();
    expect(await versions(w)).toEqual(['v1.34.1', 'v1.34.1']);
    await w.close();
  });

  test('replaces a Machine that somebody deletes', async () => {
    const w = await running({ workers: 2 });
    const [victim] = await w.list(Machine);
    await w.delete(Machine, victim?.metadata.name ?? '');
    await w.settle();
    const names = (await w.list(Machine)).map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(2);
    expect(names).not.toContain(victim?.metadata.name);
    expect((await w.list(DevMachine)).map(({ metadata }) => metadata.name)).toEqual(names);
    await w.close();
  });

  test('takes over a set and a Machine that nobody controls', async () => {
    const w = await running({ workers: 1 });
    const [set] = await w.list(MachineSet);
    const [machine] = await w.list(Machine);
    await w.patch(MachineSet, set?.metadata.name ?? '', { metadata: { ownerReferences: null } });
    await w.patch(Machine, machine?.metadata.name ?? '', { metadata: { ownerReferences: null } });
    await w.settle();
    expect((await w.list(MachineSet)).map(({ metadata }) => [metadata.name, metadata.ownerReferences?.[0]?.kind])).toEqual([
      [set?.metadata.name, 'MachineDeployment'],
    ]);
    const adopted = (await w.list(Machine)).map(({ metadata }) => [
      metadata.name,
      metadata.ownerReferences?.some(({ kind, controller }) => kind === 'MachineSet' && controller === true),
    ]);
    expect(adopted).toEqual([[machine?.metadata.name, true]]);
    await w.close();
  });

  test('says which template is missing, and goes on when it comes', async () => {
    const w = await world();
    const objects = quickStart({ workers: 1 });
    const template = objects.find(({ kind }) => kind === 'DevMachineTemplate') as KubernetesObject;
    await w.create(...objects.filter((object) => object !== template));
    w.start();
    await w.settle();
    const message = (await w.get(MachineDeployment, 'demo'))?.status?.conditions?.find(({ type }) => type === 'ScalingUp')?.message;
    expect(message).toBe('Scaling up from 0 to 1 replicas is blocked because DevMachineTemplate demo does not exist');
    await w.create(template);
    await w.settle();
    expect(await w.list(Machine)).toHaveLength(1);
    await w.close();
  });

  test('finds a workload cluster again after it was silent', async () => {
    const w = await running({ workers: 1 });
    w.workloads.disconnect({ namespace, name: 'demo' });
    await w.settle();
    w.providers.nodesBecomeReady = false;
    await w.settle();
    const ready = async (): Promise<boolean> => (await w.list(Machine)).every(({ status }) => isTrue(status?.conditions, 'Ready'));
    await w.settle();
    await w.workloads.connect({ namespace, name: 'demo' }, w.signal);
    await w.settle();
    expect(await ready()).toBe(false);
    w.providers.nodesBecomeReady = true;
    await w.settle();
    expect(await ready()).toBe(true);
    await w.close();
  });

  test('makes the kubeconfig of a Cluster without a control-plane object', async () => {
    const w = await world();
    const [cluster, ...others] = quickStart().filter(({ kind }) => ['Cluster', 'DevCluster'].includes(kind));
    const { controlPlaneRef: _none, ...spec } = (cluster as unknown as Cluster).spec;
    await w.create({ ...cluster, spec } as KubernetesObject, ...others, ...controlPlaneMachine());
    w.start();
    await w.settle();
    expect(await w.get(Secret, 'demo-kubeconfig')).toBeUndefined();
    const authority = await createAuthority({ now: w.clock.now() }, instantKeys(), w.signal);
    const data = { 'tls.crt': btoa(authority.certificate), 'tls.key': btoa(authority.privateKey) };
    await w.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'demo-ca', namespace, labels: { 'cluster.x-k8s.io/cluster-name': 'demo' } },
      type: 'cluster.x-k8s.io/secret',
      data,
    } as KubernetesObject);
    await w.settle();
    const secret = await w.get(Secret, 'demo-kubeconfig');
    expect(parseKubeconfig(atob(secret?.data?.['value'] ?? ''))).toMatchObject({
      server: 'https://127.0.0.1:6443',
      userName: 'demo-admin',
    });
    expect(await w.list(KubeadmConfig)).toHaveLength(1);
    await w.close();
  });
});
