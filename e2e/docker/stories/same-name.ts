import { apply, containersOf, deleteCluster, machinesOf, objectsOf, readyNodes, untilRunning, type Wish } from '../harness/clusters.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const wishes: readonly [Wish, Wish] = [
  { namespace: 'team-a', name: 'twin', controlPlanes: 1, workers: 0 },
  { namespace: 'team-b', name: 'twin', controlPlanes: 1, workers: 0 },
];

describe('two clusters of one name in two namespaces', () => {
  test('come up beside each other', async () => {
    for (const wish of wishes) await apply(world, wish.namespace, objectsOf(world, wish));
    for (const wish of wishes) await untilRunning(world, wish);
  });

  test('have containers and nodes of their own', async () => {
    const [first, second] = await Promise.all(wishes.map((wish) => containersOf(world, wish)));
    expect(first).toHaveLength(2);
    expect(second).toHaveLength(2);
    expect(first?.filter((name) => second?.includes(name))).toEqual([]);
    const [nodes, others] = await Promise.all(wishes.map((wish) => readyNodes(world, wish)));
    expect(nodes).toEqual(first?.filter((name) => nodes?.includes(name)));
    expect(others).toEqual(second?.filter((name) => others?.includes(name)));
    expect([nodes?.length, others?.length]).toEqual([1, 1]);
  });

  test('go without touching each other', async () => {
    const [gone, left] = wishes;
    const before = await containersOf(world, left);
    await deleteCluster(world, gone);
    expect(await containersOf(world, gone)).toEqual([]);
    expect(await containersOf(world, left)).toEqual(before);
    expect(await readyNodes(world, left)).toHaveLength(1);
    expect((await machinesOf(world, left)).map(({ status }) => status?.['phase'])).toEqual(['Running']);
    await deleteCluster(world, left);
  });
});
