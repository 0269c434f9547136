import type { KubernetesItem } from '../../harness/kubectl.ts';
import {
  apply,
  containerOf,
  containersOf,
  deleteCluster,
  isReady,
  machinesOf,
  objectsOf,
  readyNodes,
  untilAvailable,
  untilRunning,
  type Wish,
} from '../harness/clusters.ts';
import { eventually } from '../harness/eventually.ts';
import { quickStart } from '../harness/quick-start.ts';
import { restartEngine } from '../harness/restart-engine.ts';
import { theUser } from '../harness/user.ts';
import { theWorld, type World } from '../harness/world.ts';

/** What is to be the same again. */
const stateOf = async (world: World, wish: Wish): Promise<unknown> => ({
  containers: await containersOf(world, wish),
  nodes: await readyNodes(world, wish),
  addresses: (await machinesOf(world, wish)).map(({ metadata, status }) => [metadata.name, status?.['addresses']]),
});

describe('an engine that is stopped and started', () => {
  /** Of the same name: neither may touch what is the other's. */
  const halfMade: Wish = { ...quickStart, namespace: 'half-made', controlPlanes: 1, workers: 0 };
  let world: World;
  let before: unknown;
  let machinesMeanwhile: number;
  let answeredAt: number;
  /** Goes on beside what becomes of the other cluster. */
  let replacing: Promise<readonly [PromiseSettledResult<string>]>;

  beforeAll(async () => {
    ({ world } = await theUser(theWorld()));
    before = await stateOf(world, quickStart);
    await apply(world, halfMade.namespace, objectsOf(world, halfMade));
    await eventually('kubeadm has begun', async () => {
      const [machine] = await machinesOf(world, halfMade);
      const journal = machine === undefined ? '' : await world.inContainer(containerOf(machine), 'cat /var/lib/cluster-api/capd/journal');
      return /^step .*kubeadm init/m.test(journal) ? true : undefined;
    });
    await restartEngine(world, async () => {
      machinesMeanwhile = (await machinesOf(world, quickStart)).length;
    });
    answeredAt = performance.now();
    replacing = Promise.allSettled([replaceInterrupted()]);
  });

  /** Deletes the Machine as soon as it says that its bootstrap was interrupted, and waits for another. */
  const replaceInterrupted = async (): Promise<string> => {
    const told = await eventually('the machine says so', async () =>
      (await world.kubectl.items<KubernetesItem>('-n', halfMade.namespace, 'get', 'devmachines'))
        .flatMap(({ status }) => status?.conditions ?? [])
        .find(({ type, reason }) => type === 'BootstrapCompleted' && reason === 'Failed'),
    );
    await world.kubectl('-n', halfMade.namespace, 'delete', 'machines', '--all', '--timeout=300s');
    await untilRunning(world, halfMade);
    return told.message ?? '';
  };

  test('brings a cluster back as it was', async () => {
    const { controlPlanes, workers } = quickStart;
    const isBack = async (): Promise<true | undefined> =>
      (await readyNodes(world, quickStart)).length === controlPlanes + workers ? true : undefined;
    await eventually('every Node is Ready again', isBack);
    await untilAvailable(world, quickStart);
    const seconds = ((performance.now() - answeredAt) / 1000).toFixed(1);
    process.stdout.write(`after the engine answered again, ${controlPlanes} + ${workers} were available in ${seconds} s\n`);
    expect(await stateOf(world, quickStart)).toEqual(before);
    // Nobody replaces what may come back.
    expect(machinesMeanwhile).toBe(controlPlanes + workers);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    await eventually('every pod of kube-system is Ready', async () =>
      (await workload.items('-n', 'kube-system', 'get', 'pods')).every(isReady) ? true : undefined,
    );
  });

  test('tells which bootstrap it interrupted, and who deletes that Machine gets another', async () => {
    const [replaced] = await replacing;
    if (replaced.status === 'rejected') throw replaced.reason;
    expect(replaced.value).toMatch(/kubeadm init (was interrupted|failed)[^]*delete the Machine/);
  });

  test('has two clusters of one name in two namespaces, whose containers and Nodes are their own', async () => {
    const [first, second] = [await containersOf(world, quickStart), await containersOf(world, halfMade)];
    expect(second).toHaveLength(2);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    const nodes = await readyNodes(world, halfMade);
    expect(nodes).toEqual((await machinesOf(world, halfMade)).map(containerOf));
    expect(second).toEqual(expect.arrayContaining([...nodes]));
    expect(await stateOf(world, quickStart)).toEqual(before);
  });

  test('has one of them go without the other', async () => {
    await deleteCluster(world, halfMade);
    expect(await containersOf(world, halfMade)).toEqual([]);
    expect(await stateOf(world, quickStart)).toEqual(before);
    expect((await machinesOf(world, quickStart)).map(({ status }) => status?.['phase'])).toEqual(
      Array.from({ length: quickStart.controlPlanes + quickStart.workers }, () => 'Running'),
    );
  });
});
