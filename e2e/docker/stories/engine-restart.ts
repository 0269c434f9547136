import { eventually } from '../../harness/eventually.ts';
import { containersOf, isReady, machinesOf, readyNodes, theCluster, untilAvailable } from '../harness/clusters.ts';
import { quickStart } from '../harness/quick-start.ts';
import { restartEngine } from '../harness/restart-engine.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const addresses = async (): Promise<unknown> =>
  (await machinesOf(world, quickStart)).map(({ metadata, status }) => [metadata.name, status?.['addresses']]);

describe('an engine that is stopped and started', () => {
  beforeAll(() => theCluster(world, quickStart));

  test('brings the cluster back as it was', async () => {
    const before = { containers: await containersOf(world, quickStart), nodes: await readyNodes(world, quickStart), at: await addresses() };
    // Nobody replaces what may come back.
    await restartEngine(world, async () => expect(await machinesOf(world, quickStart)).toHaveLength(5));
    const started = performance.now();
    await eventually('every Node is Ready again', async () => ((await readyNodes(world, quickStart)).length === 5 ? true : undefined), 180);
    await untilAvailable(world, quickStart);
    process.stdout.write(
      `after the engine answered again, 3 + 2 were available in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
    expect({
      containers: await containersOf(world, quickStart),
      nodes: await readyNodes(world, quickStart),
      at: await addresses(),
    }).toEqual(before);
    const workload = await world.workload(quickStart.namespace, quickStart.name);
    await eventually('every pod of kube-system is Ready', async () =>
      (await workload.items('-n', 'kube-system', 'get', 'pods')).every(isReady) ? true : undefined,
    );
  });
});
