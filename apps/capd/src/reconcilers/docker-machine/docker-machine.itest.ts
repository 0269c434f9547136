import {
  annotations,
  Cluster,
  DockerCluster,
  DockerMachine,
  Event,
  Machine,
  type KubernetesObject,
  type Resource,
  type UnstructuredObject,
} from '@capi/api';
import { find, isTrue } from '@capi/conditions';
import { secret, seconds, type DeepReadonly } from '@capi/seams';

import { nodePrograms, type NodePrograms } from '../../backends/docker/bootstrap/testing.ts';
import { qualifiedName } from '../../backends/docker/names/container-name.ts';
import { nodeLabels } from '../../backends/docker/names/labels.ts';
import { chooseNodeImage } from '../../backends/docker/node-image/choose-node-image.ts';
import { isProblem } from '../../backends/docker/problem.ts';
import { aCluster, aDataSecret, aMachineOf, anInfraCluster, anInfraMachine, type MachineOptions } from '../../testing/objects.ts';
import { namespace, world, type World } from '../../testing/world.ts';

const chosen = chooseNodeImage('v1.34.0');
const image = isProblem(chosen) ? '' : chosen.image;
const data = secret('#cloud-config\nruncmd:\n- kubeadm join --token abcdef.0123456789abcdef\n');
const weight = 'devmachine.infrastructure.cluster.x-k8s.io/weight';
let w: World;
let nodes: NodePrograms;

type Options = Parameters<typeof world>[0] & { readonly held?: boolean; readonly images?: readonly string[] };

async function begin({ held = false, images = [image] }: Options = {}): Promise<void> {
  nodes = nodePrograms({ held });
  w = await world({ engine: { images, onExec: nodes.exec } });
}
afterEach(() => w.close());

type Seen = DeepReadonly<DockerMachine> | undefined;
const condition = (object: Seen, type: string) => find(object?.status?.conditions, type);
const ready = (object: Seen): boolean => isTrue(object?.status?.conditions, 'Ready');
const provisioned = (object: Seen): boolean => object?.status?.initialization?.provisioned === true;
const says =
  (type: string, reason: string, words = '') =>
  (object: Seen) =>
    condition(object, type)?.reason === reason && (condition(object, type)?.message ?? '').includes(words);
const stated = (object: Seen): readonly string[] =>
  (object?.status?.conditions ?? []).map(({ type, status, reason }) => `${type}=${status}/${reason}`);
const machineCalls = (): readonly string[] => w.engine.calls.filter((call) => call.includes('demo-worker-0'));

async function created(object: KubernetesObject, resource: Resource<KubernetesObject>): Promise<DeepReadonly<KubernetesObject>> {
  await w.create(object);
  const made = await w.get(resource, object.metadata.name);
  if (made === undefined) throw new Error(`${object.kind} ${object.metadata.name} was not created`);
  return made;
}

/** A Cluster whose load balancer is there and whose control plane has come up before. */
async function aClusterOfContainers(): Promise<void> {
  await w.create(anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster', {}));
  await w.until(DockerCluster, 'demo', (object) => object?.status?.initialization?.provisioned === true);
  await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true, controlPlaneInitialized: true } });
}

/** A Machine with bootstrap data, and its infrastructure. */
async function aMachine(options: MachineOptions = { name: 'worker-0' }, spec: Record<string, unknown> = {}): Promise<void> {
  const { name } = options;
  const all: MachineOptions = { dataSecretName: name, kind: 'DockerMachine', ...options };
  if (all.dataSecretName === name) await w.create(aDataSecret(name, data));
  const object: UnstructuredObject = { ...anInfraMachine(await created(aMachineOf(all), Machine), all), spec };
  await w.create(object);
}
const until = (wanted: (object: Seen) => boolean, name = 'worker-0') => w.until(DockerMachine, name, wanted);

describe('machine that is a container', () => {
  beforeEach(() => begin());

  test('is made, bootstrapped and silent, for three writes', async () => {
    w.start({ patience: seconds(10) });
    await aClusterOfContainers();
    w.writes.length = 0;
    await aMachine();
    const object = await until(ready);
    expect(object?.spec?.providerID).toBe('docker:////demo-worker-0');
    expect(object?.metadata.finalizers).toEqual(['dockermachine.infrastructure.cluster.x-k8s.io']);
    expect(object?.status).toMatchObject({ initialization: { provisioned: true }, failureDomain: 'fd-1' });
    const { ipv4 } = w.engine.container('demo-worker-0').show().networks['kind'] ?? {};
    expect(object?.status?.addresses).toEqual([
      { type: 'Hostname', address: 'demo-worker-0' },
      { type: 'InternalIP', address: ipv4 },
      { type: 'ExternalIP', address: ipv4 },
    ]);
    expect(stated(object)).toEqual([
      'Ready=True/Ready',
      'BootstrapCompleted=True/Completed',
      'CGroupsReady=True/Ready',
      'ContainerProvisioned=True/Provisioned',
      'PreLoadedImagesReady=True/Ready',
      'Paused=False/NotPaused',
    ]);
    expect(object?.status?.deprecated?.v1beta1?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'Ready=True',
      'BootstrapExecSucceeded=True',
      'ContainerProvisioned=True',
    ]);
    const own = w.writes.filter(({ path }) => path.includes('/dockermachines/'));
    expect(own.map(({ path }) => path.replace(/^.*dockermachines/, ''))).toEqual(['/worker-0', '/worker-0/status', '/worker-0/status']);
    const container = w.engine.container('demo-worker-0');
    expect(container.spec).toMatchObject({
      hostname: 'demo-worker-0',
      image,
      privileged: true,
      labels: nodeLabels({
        namespace,
        cluster: 'demo',
        machine: 'worker-0',
        uid: object?.metadata.uid ?? '',
        role: 'worker',
        failureDomain: 'fd-1',
      }),
    });
    expect(nodes.begun).toEqual(['demo-worker-0']);
  });

  test('is told of as long as it waits', async () => {
    w.start();
    await w.create(anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster', {}));
    await aMachine({ name: 'worker-0', dataSecretName: 'later' });
    const waiting = await until(says('ContainerProvisioned', 'WaitingForClusterInfrastructureReady'));
    expect(waiting?.metadata.finalizers ?? []).toEqual([]);
    await w.until(DockerCluster, 'demo', (object) => object?.status?.initialization?.provisioned === true);
    await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true } });
    await until(says('ContainerProvisioned', 'WaitingForControlPlaneInitialized'));
    await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true, controlPlaneInitialized: true } });
    await until(says('ContainerProvisioned', 'WaitingForBootstrapData'));
    await w.create(aDataSecret('later', data));
    await until(ready);
  });

  test('of the control plane is bootstrapped when the load balancer leads to it, and leaves that before it goes', async () => {
    w.start();
    await aClusterOfContainers();
    await aMachine({ name: 'cp-0', controlPlane: true });
    await aMachine({ name: 'cp-1', controlPlane: true });
    const object = await until(ready, 'cp-0');
    await until(ready, 'cp-1');
    expect(object?.metadata.annotations).toEqual({ [weight]: '100' });
    expect(w.engine.container('demo-cp-0').spec.publish).toHaveProperty(['6443/tcp']);
    await w.patch(Machine, 'cp-0', { metadata: { finalizers: ['machine.cluster.x-k8s.io'] } });
    await w.client.delete(Machine, { namespace, name: 'cp-0' }, w.signal);
    await until((one) => one?.metadata.annotations?.[weight] === '0', 'cp-0');
    await w.client.delete(DockerMachine, { namespace, name: 'cp-0' }, w.signal);
    await until((gone) => gone === undefined, 'cp-0');
    expect(w.engine.running).toEqual(['demo-lb', 'demo-cp-1']);
  });

  test('of a control plane whose endpoint others look after waits for no load balancer', async () => {
    w.start();
    const infrastructure = anInfraCluster(await created(aCluster('DockerCluster'), Cluster), 'DockerCluster', {});
    const managed = { ...infrastructure.metadata, annotations: { [annotations.managedBy]: 'somebody' } };
    await w.create({ ...infrastructure, metadata: managed });
    await w.patchStatus(Cluster, 'demo', { initialization: { infrastructureProvisioned: true } });
    await aMachine({ name: 'cp-0', controlPlane: true });
    await until(ready, 'cp-0');
    expect(w.engine.running).toEqual(['demo-cp-0']);
    expect((await w.get(DockerCluster, 'demo'))?.status).toBeUndefined();
  });

  test('of a control plane hears of the load balancer without the label of one, as those that are made by hand', async () => {
    w.start();
    await aClusterOfContainers();
    const options: MachineOptions = { name: 'cp-0', kind: 'DockerMachine', controlPlane: true, dataSecretName: 'cp-0' };
    await w.create(aDataSecret('cp-0', data));
    await w.create(anInfraMachine(await created(aMachineOf(options), Machine), { ...options, controlPlane: false }));
    await until(ready, 'cp-0');
    expect(w.engine.running).toEqual(['demo-lb', 'demo-cp-0']);
  });

  test('in a cluster of other kinds says that they do not go together', async () => {
    w.start();
    await w.create(aCluster('DevCluster'));
    await aMachine();
    await until(says('ContainerProvisioned', 'NotProvisioned', 'does not go with the infrastructure of its Cluster'));
  });

  test('gets its wishes: image, mounts, images to load', async () => {
    w.engine.addImage('custom:v1');
    w.engine.addToRegistry('app:v1');
    w.start();
    await aClusterOfContainers();
    const extraMounts = [{ containerPath: '/data', hostPath: '/srv/data', readOnly: true }];
    await aMachine({ name: 'worker-0' }, { customImage: 'custom:v1', extraMounts, preLoadImages: ['app:v1'] });
    await until(ready);
    const { spec } = w.engine.container('demo-worker-0');
    expect(spec.image).toBe('custom:v1');
    expect(spec.mounts).toContainEqual({ source: '/srv/data', target: '/data', readOnly: true });
    expect(w.engine.calls).toEqual(expect.arrayContaining(['pull app:v1', 'saveImage app:v1']));
  });

  test('takes up what was made for it under another UID, as before it was restored from a backup', async () => {
    w.start();
    await aClusterOfContainers();
    const labels = nodeLabels({ namespace, cluster: 'demo', machine: 'worker-0', uid: 'former', role: 'worker' });
    w.engine.adopt({ name: 'demo-worker-0', network: 'kind', labels });
    await aMachine({ name: 'worker-0' }, { providerID: 'docker:////demo-worker-0' });
    await until(ready);
    expect(w.engine.calls).not.toContain('create demo-worker-0');
    expect(nodes.begun).toEqual(['demo-worker-0']);
  });

  test('takes another name when somebody else has its own', async () => {
    w.start();
    await aClusterOfContainers();
    w.engine.adopt({ name: 'demo-worker-0' });
    await aMachine();
    const object = await until(ready);
    const name = qualifiedName('demo-worker-0', object?.metadata.uid ?? '');
    expect(object?.spec?.providerID).toBe(`docker:////${name}`);
    expect(w.engine.container(name).spec.hostname).toBe(name);
    expect(w.engine.container('demo-worker-0').starts).toBe(1);
  });

  test('is taken over from upstream, bootstrapped as it is', async () => {
    w.engine.adopt({
      name: 'demo-worker-0',
      network: 'bridge',
      labels: { 'io.x-k8s.kind.cluster': 'demo', 'io.x-k8s.kind.role': 'worker' },
    });
    w.start();
    await aClusterOfContainers();
    await created(aMachineOf({ name: 'worker-0', kind: 'DockerMachine', dataSecretName: 'gone' }), Machine);
    await w.patch(Machine, 'worker-0', { spec: { providerID: 'docker:////demo-worker-0' } });
    await w.patchStatus(Machine, 'worker-0', { nodeRef: { name: 'demo-worker-0' } });
    const owner = await w.get(Machine, 'worker-0');
    const moved = anInfraMachine(owner ?? aMachineOf({ name: 'worker-0' }), { name: 'worker-0', kind: 'DockerMachine' });
    const finalizers = ['dockermachine.infrastructure.cluster.x-k8s.io'];
    const object: UnstructuredObject = {
      ...moved,
      metadata: { ...moved.metadata, finalizers },
      spec: { providerID: 'docker:////demo-worker-0' },
    };
    await w.create(object);
    await until(ready);
    expect(nodes.begun).toEqual([]);
    expect(w.engine.calls).not.toContain('create demo-worker-0');
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until((gone) => gone === undefined);
    expect(w.engine.running).toEqual(['demo-lb']);
  });
});

describe('bootstrap data of a machine that is a container', () => {
  test('is told of where a container does not get what it asks for', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await w.create(aDataSecret('wishes', secret('#cloud-config\nntp: {enabled: true}\nruncmd: []\n')));
    await aMachine({ name: 'worker-0', dataSecretName: 'wishes' });
    await until(ready);
    await w.stop();
    const told = (await w.client.list(Event, { namespace }, w.signal)).filter(({ reason }) => reason === 'BootstrapDataPassedOver');
    expect(told.map(({ message, count }) => [message, count])).toEqual([
      ['ntp is not carried out: a container has the clock of its host, so there is nothing to do', 1],
    ]);
  });
});

describe('trouble with a machine that is a container', () => {
  test('shows when no registry has the image, and passes when it does', async () => {
    await begin({ images: [] });
    w.start();
    await aClusterOfContainers();
    await aMachine({ name: 'worker-0' }, { customImage: 'wrong:v1' });
    const object = await until(says('ContainerProvisioned', 'NotProvisioned', 'wrong:v1'));
    expect(condition(object, 'ContainerProvisioned')?.message).toMatch(/no registry has the image wrong:v1.*; trying again now and then$/);
    expect(w.engine.calls.filter((call) => call.startsWith('pull'))).toHaveLength(1);
    expect(provisioned(object)).toBe(false);
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until((gone) => gone === undefined);
  });

  test('of a wish that cannot be carried out is told, and ends with a change', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine({ name: 'worker-0' }, { extraMounts: [{ containerPath: 'data', hostPath: '/srv' }] });
    await until(says('ContainerProvisioned', 'NotProvisioned', 'extraMounts[0]: containerPath "data" must be an absolute path'));
    expect(w.engine.running).toEqual(['demo-lb']);
  });

  test('leaves no half-made container behind', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    w.engine.fail('start', 'other', { times: 1, why: 'the path /srv is not shared from the host' });
    await aMachine();
    const object = await until(says('ContainerProvisioned', 'NotProvisioned', 'the path /srv is not shared from the host'));
    expect(w.engine.all.map(({ name }) => name)).toEqual(['demo-lb']);
    expect(object?.metadata.finalizers).toHaveLength(1);
    await until(ready);
  });

  test('of a system that does not come up is told, and over when it does', async () => {
    await begin();
    let looks = 0;
    w.engine.onExec((container, request, signal) => {
      if (request.command[3] !== 'capd-await-system') return nodes.exec(container, request, signal);
      looks += 1;
      return looks === 1
        ? { exitCode: 2, stdout: 'containerd has come up without what the kubelet needs', stderr: '' }
        : nodes.exec(container, request, signal);
    });
    w.start();
    await aClusterOfContainers();
    await aMachine();
    const object = await until(says('CGroupsReady', 'NotReady', 'containerd has come up without what the kubelet needs'));
    expect(stated(object)).toEqual(
      expect.arrayContaining(['ContainerProvisioned=True/Provisioned', 'PreLoadedImagesReady=False/WaitingForCGroups']),
    );
    await until(ready);
    expect(machineCalls().filter((call) => call.startsWith('create'))).toHaveLength(1);
    expect(w.engine.running).toEqual(['demo-lb', 'demo-worker-0']);
  });

  test('of the engine is told, and over when it is back', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    w.engine.goDown();
    await aMachine();
    await until(says('ContainerProvisioned', 'NotProvisioned', 'fake://engine'));
    w.engine.comeUp();
    await until(ready);
  });

  test('with the engine changes nothing that was told of a machine that is there', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    w.writes.length = 0;
    w.engine.goDown();
    w.engine.comeUp();
    await w.untilEngine(() => w.engine.running.includes('demo-worker-0'));
    await aMachine({ name: 'worker-1' });
    await until(ready, 'worker-1');
    expect(w.writes.filter(({ path }) => path.includes('worker-0'))).toEqual([]);
    expect(nodes.begun).toEqual(['demo-worker-0', 'demo-worker-1']);
  });

  test.each<{ rule: string; strike: () => void; words: string }>([
    { rule: 'stopped', strike: () => w.engine.die('demo-worker-0', { exitCode: 137 }), words: 'exit code 137' },
    {
      rule: 'ran out of memory',
      strike: () => w.engine.die('demo-worker-0', { exitCode: 137, outOfMemory: true }),
      words: 'out of memory',
    },
    { rule: 'was removed by hand', strike: () => w.engine.vanish('demo-worker-0'), words: 'no longer exists' },
  ])('shows when the container $rule, which is not made again', async ({ strike, words }) => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    strike();
    const object = await until(says('ContainerProvisioned', 'NotProvisioned', words));
    expect(stated(object)).toContain('Ready=False/NotReady');
    expect(provisioned(object)).toBe(true);
    const made = machineCalls().filter((call) => call.startsWith('create') || call.startsWith('start'));
    expect(made).toEqual(['create demo-worker-0', 'start demo-worker-0']);
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until((gone) => gone === undefined);
    expect(w.engine.all.map(({ name }) => name)).toEqual(['demo-lb']);
  });

  test('is over when somebody starts the container again', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    w.engine.die('demo-worker-0');
    await until(says('ContainerProvisioned', 'NotProvisioned'));
    await w.engine.start('demo-worker-0', w.signal);
    await until(ready);
  });

  test('that the engine has with starting a container is repaired', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    w.engine.die('demo-worker-0', { exitCode: 128, error: 'Address already in use' });
    await w.untilEngine(() => w.engine.container('demo-worker-0').starts === 2);
    await until(ready);
  });

  test.each([
    { end: { kind: 'failed', exitCode: 1, stderr: 'no route to host\n' } as const, reason: 'Failed', words: 'no route to host' },
    { end: { kind: 'timed-out' } as const, reason: 'NotCompleted', words: 'was not finished when the time for the bootstrap was over' },
  ])('while bootstrapping is told for good: $reason', async ({ end, reason, words }) => {
    await begin();
    nodes.end('demo-worker-0', end);
    w.start();
    await aClusterOfContainers();
    await aMachine();
    const object = await until(says('BootstrapCompleted', reason, words));
    expect(provisioned(object)).toBe(true);
    await w.stop();
    w.start();
    await aMachine({ name: 'worker-1' });
    await until(ready, 'worker-1');
    expect(stated(await w.get(DockerMachine, 'worker-0'))).toContain(`BootstrapCompleted=False/${reason}`);
    expect(nodes.begun).toEqual(['demo-worker-0', 'demo-worker-1']);
  });

  test('with data that cannot be carried out is told before anything is', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await w.create(aDataSecret('bad', secret('#cloud-config\nruncmd: [\n')));
    await aMachine({ name: 'worker-0', dataSecretName: 'bad' });
    await until(says('BootstrapCompleted', 'Failed', 'The bootstrap data cannot be carried out'));
    expect(nodes.begun).toEqual([]);
  });

  test('is a bootstrap that a restart of the container has interrupted', async () => {
    await begin({ held: true });
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await w.untilEngine(() => nodes.begun.length === 1);
    nodes.interrupt('demo-worker-0');
    await until(says('BootstrapCompleted', 'Failed', 'was interrupted by a restart of the container'));
  });
});

describe('process that is killed', () => {
  beforeEach(() => begin({ held: true }));

  test('follows the bootstrap again, which is begun once', async () => {
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await w.untilEngine(() => nodes.begun.length === 1);
    await w.stop();
    w.start();
    nodes.end('demo-worker-0', { kind: 'completed' });
    await until(ready);
    expect(nodes.begun).toEqual(['demo-worker-0']);
  });

  // Changes of the cluster come first: its two writes, network, load balancer.
  test.each(Array.from({ length: 20 }, (_one, index) => index + 1))(
    'before change %i leaves one container in the end',
    async (dieBefore) => {
      nodes.end('demo-worker-0', { kind: 'completed' });
      const { died } = w.start({ dieBefore });
      const others = (async () => {
        await aClusterOfContainers();
        await aMachine();
      })();
      await Promise.race([died, others.then(() => until(ready))]);
      await w.stop();
      w.start();
      await others;
      await until(ready);
      expect(w.engine.running).toEqual(['demo-lb', 'demo-worker-0']);
      expect(w.engine.all).toHaveLength(2);
      expect(nodes.begun).toEqual(['demo-worker-0']);
    },
  );

  test.each([1, 2, 3, 4, 5])('before change %i of a deletion leaves nothing behind', async (dieBefore) => {
    nodes.end('demo-worker-0', { kind: 'completed' });
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    await w.stop();
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    const { died } = w.start({ dieBefore });
    await Promise.race([died, until((gone) => gone === undefined)]);
    await w.stop();
    w.start();
    await until((gone) => gone === undefined);
    expect(w.engine.all.map(({ name }) => name)).toEqual(['demo-lb']);
  });
});

describe('deletion of a machine that is a container', () => {
  test('breaks off what is under way', async () => {
    await begin({ held: true });
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await w.untilEngine(() => nodes.begun.length === 1);
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until((gone) => gone === undefined);
    expect(w.engine.running).toEqual(['demo-lb']);
  });

  test('says what stands against it, and is tried again', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    w.engine.fail('remove', 'other', { times: 2, why: 'device or resource busy' });
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until(says('ContainerProvisioned', 'Deleting', 'device or resource busy'));
    await until((gone) => gone === undefined);
    expect(w.engine.running).toEqual(['demo-lb']);
  });

  test('needs neither Machine nor Cluster nor its infrastructure', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    await w.stop();
    await w.client.delete(Machine, { namespace, name: 'worker-0' }, w.signal);
    await w.client.delete(Cluster, { namespace, name: 'demo' }, w.signal);
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    w.start();
    await until((gone) => gone === undefined);
    expect(w.engine.running).not.toContain('demo-worker-0');
  });

  test('waits for the engine and says so', async () => {
    await begin();
    w.start();
    await aClusterOfContainers();
    await aMachine();
    await until(ready);
    w.engine.goDown();
    await w.client.delete(DockerMachine, { namespace, name: 'worker-0' }, w.signal);
    await until(says('ContainerProvisioned', 'Deleting', 'fake://engine'));
    w.engine.comeUp();
    await until((gone) => gone === undefined);
  });
});
