import { setTimeout as sleep } from 'node:timers/promises';

import { seededRandom } from '@capi/seams';

import { eventually as soon } from '../../harness/eventually.ts';
import type { KubernetesItem } from '../../harness/kubectl.ts';
import { startSandbox, type RunningSandbox } from '../../harness/sandbox.ts';
import { smallDisk, type SmallDisk } from '../../harness/small-disk.ts';
import {
  apply,
  containerOf,
  containersOf,
  isControlPlane,
  machinesOf,
  objectsOf,
  ofKind,
  readyNodes,
  untilRunning,
  type Manifest,
  type Wish,
} from '../harness/clusters.ts';
import { engineRequests } from '../harness/engine-requests.ts';
import { eventually } from '../harness/eventually.ts';
import { theWorld, worldOf, type World } from '../harness/world.ts';

const seed = Number(process.env['CAPI_E2E_SEED'] ?? 20_261_121);

describe(`a cluster to which bad things happen (seed ${seed})`, () => {
  const wish: Wish = { namespace: 'faults', name: 'hurt', controlPlanes: 1, workers: 1 };
  const random = seededRandom(seed);
  let sandbox: RunningSandbox;
  let world: World;
  let disk: SmallDisk;
  let askedBefore: number;
  let toldAt: number;

  beforeAll(async () => {
    const shared = theWorld();
    // Its own: other stories are told by providers that live.
    sandbox = await startSandbox(['--docker', '--no-quick-start'], undefined, { environment: shared.engine });
    world = worldOf({ ...shared, sandbox });
    disk = smallDisk(1);
    disk.fill();
  });
  afterAll(async () => {
    disk?.remove();
    await sandbox?.stop();
  });

  let killed: number | undefined;
  /** Kills the provider, each time somewhere in the first `longest` milliseconds of a life. */
  const killing = async (times: number, longest: number): Promise<void> => {
    for (let kill = 0; kill < times; kill += 1) {
      const pid = await soon('the provider lives again', async () => {
        const now = sandbox.pidOf('capd');
        return now === killed ? undefined : now;
      });
      await sleep(random.next() * longest);
      process.kill(pid, 'SIGKILL');
      killed = pid;
    }
  };
  const conditionsOf = async (prefix: string): Promise<readonly { type: string; status: string; reason?: string; message?: string }[]> =>
    (await world.kubectl.items<KubernetesItem>('-n', wish.namespace, 'get', 'devmachines'))
      .filter(({ metadata }) => metadata.name.startsWith(prefix))
      .flatMap(({ status }) => status?.conditions ?? []);
  /** More workers beside those that are there, whose machines differ. */
  const addWorkers = async (name: string, docker: object): Promise<void> => {
    const objects = objectsOf(world, wish);
    const template: Manifest = structuredClone(ofKind(objects, 'DevMachineTemplate'));
    const deployment: Manifest = structuredClone(ofKind(objects, 'MachineDeployment'));
    for (const object of [template, deployment]) object['metadata'].name = name;
    template['spec'].template.spec.backend.docker = docker;
    deployment['spec'].template.spec.infrastructureRef.name = name;
    await apply(world, wish.namespace, [template, deployment]);
  };
  const removeWorkers = (name: string): Promise<string> =>
    world.kubectl('-n', wish.namespace, 'delete', 'machinedeployment', name, '--timeout=300s');

  test('is the same as without, from one kubeadm init, when the provider is killed seven times while it comes up', async () => {
    await apply(world, wish.namespace, objectsOf(world, wish));
    await killing(7, 5000);
    await untilRunning(world, wish);
    // A cluster that is there already does not wait for it; what comes next needs its webhooks.
    await eventually('the provider answers again', () =>
      world.kubectl('-n', wish.namespace, 'label', 'devcluster', wish.name, 'asked=again', '--dry-run=server'),
    );
    const nodes = await readyNodes(world, wish);
    expect(await containersOf(world, wish)).toEqual([...nodes, `${wish.name}-lb`].toSorted());
    const controlPlane = (await machinesOf(world, wish)).filter(isControlPlane).map(containerOf)[0] ?? '';
    const journal = await world.inContainer(controlPlane, 'cat /var/lib/cluster-api/capd/journal');
    expect(journal.match(/^step .*kubeadm init/gm)).toHaveLength(1);
    expect(journal.match(/^begin /gm)).toHaveLength(1);
  });

  test('says which image is missing', async () => {
    await addWorkers('imageless', { customImage: 'localhost/no-such-image:v0' });
    const told = await eventually('the machine says so', async () =>
      (await conditionsOf('imageless')).find(({ type, status }) => type === 'ContainerProvisioned' && status === 'False'),
    );
    expect(told.message).toContain('localhost/no-such-image:v0');
    askedBefore = engineRequests(await sandbox.metrics('capd'), 'pull');
    toldAt = performance.now();
  });

  test('says that a disk is full', async () => {
    await addWorkers('full', { extraMounts: [{ hostPath: disk.folder, containerPath: '/etc/kubernetes' }] });
    const told = await eventually('the machine says so', async () =>
      (await conditionsOf('full')).find(
        ({ type, message }) => type === 'BootstrapCompleted' && /no space left on device/i.test(message ?? ''),
      ),
    );
    expect(told).toMatchObject({ status: 'False', reason: 'Failed' });
    await removeWorkers('full');
  });

  test('does not ask for a missing image again and again', async () => {
    const asked = engineRequests(await sandbox.metrics('capd'), 'pull') - askedBefore;
    // From a second on, less the spread, each pause is twice the one before. Nobody else lacks an image.
    const pauses = Math.log2(1 + (performance.now() - toldAt) / 800);
    expect(asked).toBeLessThanOrEqual(1 + pauses);
    await removeWorkers('imageless');
  });

  test('says that a node was taken away by hand, and gets another in place of a Machine that is deleted', async () => {
    const worker = (await machinesOf(world, wish)).find(
      ({ metadata: { labels } }) => labels?.['cluster.x-k8s.io/deployment-name'] === wish.name,
    );
    const name = worker?.metadata.name ?? '';
    await world.docker('rm', '--force', '--volumes', worker === undefined ? '' : containerOf(worker));
    const told = await eventually('the machine says so', async () =>
      (await conditionsOf(wish.name)).find(({ type, status }) => type === 'ContainerProvisioned' && status === 'False'),
    );
    expect(told.message).toMatch(/gone|vanished|no longer|removed|missing/i);
    const machine = await eventually('the Machine says so, too', async () => {
      const found = await world.kubectl.json<KubernetesItem>('-n', wish.namespace, 'get', 'machine', name);
      return found.status?.conditions?.some(({ type, status }) => type === 'InfrastructureReady' && status === 'False') === true
        ? found
        : undefined;
    });
    expect(machine.metadata.name).toBe(name);
    await world.kubectl('-n', wish.namespace, 'delete', 'machine', name, '--timeout=300s');
    await untilRunning(world, wish);
    expect(await containersOf(world, wish)).toHaveLength(3);
  });

  test('is gone with its containers when the provider is killed three times while it goes', async () => {
    await world.kubectl('-n', wish.namespace, 'delete', 'cluster', wish.name, '--wait=false');
    await killing(3, 3000);
    await world.kubectl('-n', wish.namespace, 'wait', 'cluster', wish.name, '--for=delete', '--timeout=300s');
    expect(await containersOf(world, wish)).toEqual([]);
  });
});
