import {
  Cluster,
  DevCluster,
  DevMachine,
  DockerCluster,
  DockerMachine,
  Machine,
  Node,
  type KubernetesObject,
  type Resource,
} from '@capi/api';
import { discoveryHashes } from '@capi/certificates';
import { find, isTrue } from '@capi/conditions';
import { nodeKeySource, systemClock } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';
import { aPki, initData, joinData } from '@capi/simulated-machine/testing';

import { aCluster, aDataSecret, aMachineOf, anInfraCluster, anInfraMachine, type MachineOptions } from './testing/objects.ts';
import { namespace, world, type World } from './testing/world.ts';

const demo = { namespace, name: 'demo' };
let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

async function created(object: KubernetesObject, resource: Resource<KubernetesObject>): Promise<DeepReadonly<KubernetesObject>> {
  await w.create(object);
  const made = await w.get(resource, object.metadata.name);
  if (made === undefined) throw new Error(`${object.kind} ${object.metadata.name} was not created`);
  return made;
}

/** The Cluster with its infrastructure, and what core would do once that is there. Answers `host:port`. */
async function infrastructure(): Promise<string> {
  const cluster = await created(aCluster(), Cluster);
  await w.create(anInfraCluster(cluster));
  return handOver();
}

async function handOver(): Promise<string> {
  const provisioned = await w.until(DevCluster, 'demo', (object) => object?.status?.initialization?.provisioned === true);
  await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true } });
  const { host = '', port = 0 } = provisioned?.spec?.controlPlaneEndpoint ?? {};
  return `${host}:${port}`;
}

async function machine(options: MachineOptions): Promise<void> {
  await w.create(anInfraMachine(await created(aMachineOf(options), Machine), options));
}

const ready = (object: DeepReadonly<DevMachine> | undefined): boolean => isTrue(object?.status?.conditions, 'Ready');
const stated = (object: DeepReadonly<DevMachine | DockerMachine | DevCluster | DockerCluster> | undefined): readonly string[] =>
  (object?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status}/${reason}`);
const nodes = async (): Promise<readonly string[]> => {
  const listed = await w.simulation().cluster(demo)?.admin.list(Node, {}, w.signal);
  return (listed ?? []).map(({ metadata }) => metadata.name);
};
const firstMachine = { name: 'cp-0', controlPlane: true, dataSecretName: 'cp-0' };

async function controlPlane(endpoint: string) {
  const pki = await aPki(systemClock().now(), nodeKeySource());
  await w.create(aDataSecret('cp-0', initData(pki, endpoint)));
  await machine(firstMachine);
  await w.until(DevMachine, 'cp-0', ready);
  return pki;
}

describe('in-memory cluster', () => {
  test('gets a port, a finalizer and its listener in one patch, and says so in another', async () => {
    w.start();
    await infrastructure();
    const object = await w.get(DevCluster, 'demo');
    expect(object?.metadata).toMatchObject({
      finalizers: ['dockercluster.infrastructure.cluster.x-k8s.io'],
      annotations: { 'inmemorycluster.infrastructure.cluster.x-k8s.io/listener': 'default/demo' },
    });
    expect(object?.spec?.controlPlaneEndpoint?.host).toBe('127.0.0.1');
    expect(stated(object)).toEqual(['Paused=False/NotPaused']);
    expect(find(object?.status?.conditions, 'Paused')?.observedGeneration).toBe(object?.metadata.generation);
    expect(w.writes.map(({ path }) => path)).toEqual([expect.stringMatching(/devclusters\/demo$/), expect.stringMatching(/demo\/status$/)]);
  });

  test('keeps its port over restarts and closes it when deleted', async () => {
    w.start();
    const endpoint = await infrastructure();
    await w.stop();
    w.start();
    await w.client.delete(DevCluster, demo, w.signal);
    await w.until(DevCluster, 'demo', (object) => object === undefined);
    expect(w.simulation().cluster(demo)).toBeUndefined();
    await w.create(anInfraCluster((await w.get(Cluster, 'demo')) ?? aCluster()));
    expect(await handOver()).toBe(endpoint);
  });
});

describe('in-memory machine', () => {
  test('says what it waits for', async () => {
    w.start();
    await created(aCluster(), Cluster);
    await w.create(anInfraCluster((await w.get(Cluster, 'demo')) ?? aCluster()));
    await machine({ name: 'worker-0' });
    const holds = (reason: string) => (object: DeepReadonly<DevMachine> | undefined) =>
      find(object?.status?.conditions, 'VMProvisioned')?.reason === reason;
    const waiting = await w.until(DevMachine, 'worker-0', holds('WaitingForClusterInfrastructureReady'));
    expect(stated(waiting)).toEqual([
      'Ready=False/NotReady',
      'NodeProvisioned=False/WaitingForVMProvisioned',
      'VMProvisioned=False/WaitingForClusterInfrastructureReady',
      'Paused=False/NotPaused',
    ]);
    await handOver();
    await w.until(DevMachine, 'worker-0', holds('WaitingForControlPlaneInitialized'));
    await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true, controlPlaneInitialized: true } });
    await w.until(DevMachine, 'worker-0', holds('WaitingForBootstrapData'));
    expect(waiting?.metadata.finalizers ?? []).toEqual([]);
  });

  test('boots with two writes to itself and one to its Machine, and is then silent', async () => {
    w.start();
    const endpoint = await infrastructure();
    w.writes.length = 0;
    await controlPlane(endpoint);
    await w.until(Machine, 'cp-0', (object) => object?.metadata.annotations !== undefined);
    const object = await w.get(DevMachine, 'cp-0');
    expect(object?.spec?.providerID).toBe('in-memory://cp-0');
    expect(object?.metadata.finalizers).toEqual(['dockermachine.infrastructure.cluster.x-k8s.io']);
    expect(object?.status).toMatchObject({ initialization: { provisioned: true }, failureDomain: 'fd-1' });
    expect(stated(object)).toEqual([
      'Ready=True/Ready',
      'APIServerProvisioned=True/Provisioned',
      'EtcdProvisioned=True/Provisioned',
      'NodeProvisioned=True/Provisioned',
      'VMProvisioned=True/Provisioned',
      'Paused=False/NotPaused',
    ]);
    expect(object?.status?.deprecated?.v1beta1?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'Ready=True',
      'APIServerProvisioned=True',
      'EtcdProvisioned=True',
      'NodeProvisioned=True',
      'VMProvisioned=True',
    ]);
    expect(w.writes.map(({ path }) => path.replace(/^.*default\//, ''))).toEqual([
      'devmachines/cp-0',
      'devmachines/cp-0/status',
      'machines/cp-0',
    ]);
    expect(await nodes()).toEqual(['cp-0']);
  });

  test('tells which step of a wrong document failed, and stays a machine', async () => {
    w.start();
    const endpoint = await infrastructure();
    const pki = await controlPlane(endpoint);
    const data = joinData({ endpoint, token: 'zzzzzz.0123456789abcdef', hashes: discoveryHashes(pki.get('ca')?.certificate ?? '') });
    await w.create(aDataSecret('worker-0', data));
    await machine({ name: 'worker-0', dataSecretName: 'worker-0' });
    const failed = await w.until(
      DevMachine,
      'worker-0',
      (object) => find(object?.status?.conditions, 'NodeProvisioned')?.reason === 'BootstrapFailed',
    );
    expect(find(failed?.status?.conditions, 'NodeProvisioned')).toMatchObject({
      status: 'False',
      message: expect.stringContaining('cannot kubeadm join: TLS bootstrap for machine worker-0: the API server does not accept the token'),
    });
    expect(failed?.status?.initialization?.provisioned).toBe(true);
    expect(stated(failed)[0]).toBe('Ready=False/NotReady');
    expect(JSON.stringify(failed)).not.toContain('0123456789abcdef');
  });

  test('takes its Node along when it is deleted', async () => {
    w.start();
    await controlPlane(await infrastructure());
    await w.client.delete(DevMachine, { namespace, name: 'cp-0' }, w.signal);
    await w.until(DevMachine, 'cp-0', (object) => object === undefined);
    expect(await nodes()).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5])('ends the same when its process is killed before write %i', async (dieBefore) => {
    const { died } = w.start({ dieBefore });
    const cluster = await created(aCluster(), Cluster);
    await w.create(anInfraCluster(cluster));
    const others = (async () => {
      const endpoint = await handOver();
      await controlPlane(endpoint);
    })();
    await died;
    await w.stop();
    w.start();
    await others;
    await w.until(Machine, 'cp-0', (object) => object?.metadata.annotations !== undefined);
    expect(await nodes()).toEqual(['cp-0']);
    expect((await w.get(DevMachine, 'cp-0'))?.metadata.finalizers).toHaveLength(1);
  });
});

describe('Docker kinds', () => {
  test('run in the simulator when asked to', async () => {
    w.start({ simulateDocker: true });
    await w.create(anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster'));
    const provisioned = await w.until(DockerCluster, 'demo', (object) => object?.status?.initialization?.provisioned === true);
    const { host = '', port = 0 } = provisioned?.spec?.controlPlaneEndpoint ?? {};
    await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true } });
    const pki = await aPki(systemClock().now(), nodeKeySource());
    await w.create(aDataSecret('cp-0', initData(pki, `${host}:${port}`)));
    await machine({ ...firstMachine, kind: 'DockerMachine' });
    const object = await w.until(DockerMachine, 'cp-0', (one) => isTrue(one?.status?.conditions, 'Ready'));
    expect(object?.spec?.providerID).toBe('docker:////demo-cp-0');
    expect(object?.status?.addresses).toContainEqual({ type: 'Hostname', address: 'demo-cp-0' });
    expect(await nodes()).toEqual(['demo-cp-0']);
  });
});
