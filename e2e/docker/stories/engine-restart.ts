import { eventually } from '../../harness/eventually.ts';
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
  theCluster,
  untilAvailable,
  type Wish,
} from '../harness/clusters.ts';
import { quickStart } from '../harness/quick-start.ts';
import { restartEngine } from '../harness/restart-engine.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
/** What is to be the same again. */
const stateOf = async (wish: Wish): Promise<unknown> => ({
  containers: await containersOf(world, wish),
  nodes: await readyNodes(world, wish),
  addresses: (await machinesOf(world, wish)).map(({ metadata, status }) => [metadata.name, status?.['addresses']]),
});

describe('an engine that is stopped and started', () => {
  const halfMade: Wish = { namespace: 'half-made', name: 'half-made', controlPlanes: 1, workers: 0 };
  let before: unknown;
  let machinesMeanwhile: number;
  let answeredAt: number;

  beforeAll(async () => {
    await theCluster(world, quickStart);
    before = await stateOf(quickStart);
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
  });

  test('brings a cluster back as it was', async () => {
    const { controlPlanes, workers } = quickStart;
    const isBack = async (): Promise<true | undefined> =>
      (await readyNodes(world, quickStart)).length === controlPlanes + workers ? true : undefined;
    await eventually('every Node is Ready again', isBack, 180);
    await untilAvailable(world, quickStart);
    const seconds = ((performance.now() - answeredAt) / 1000).toFixed(1);
    process.stdout.write(`after the engine answered again, ${controlPlanes} + ${workers} were available in ${seconds} s\n`);
    expect(await stateOf(quickStart)).toEqual(before);
    // Nobody replaces what may come back.
    expect(machinesMeanwhile).toBe(controlPlanes + workers);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    await eventually('every pod of kube-system is Ready', async () =>
      (await workload.items('-n', 'kube-system', 'get', 'pods')).every(isReady) ? true : undefined,
    );
  });

  test('tells which bootstrap it interrupted, and who deletes that Machine gets another', async () => {
    const told = await eventually('the machine says so', async () =>
      (await world.kubectl.items<KubernetesItem>('-n', halfMade.namespace, 'get', 'devmachines'))
        .flatMap(({ status }) => status?.conditions ?? [])
        .find(({ type, reason }) => type === 'BootstrapCompleted' && reason === 'Failed'),
    );
    expect(told.message).toMatch(/kubeadm init (was interrupted|failed)[^]*delete the Machine/);
    await world.kubectl('-n', halfMade.namespace, 'delete', 'machines', '--all', '--timeout=60s');
    await untilAvailable(world, halfMade);
    expect(await readyNodes(world, halfMade)).toHaveLength(1);
    await deleteCluster(world, halfMade);
    expect(await containersOf(world, halfMade)).toEqual([]);
  });
});
