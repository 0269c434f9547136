import { containersOf, deleteCluster, theCluster } from '../harness/clusters.ts';
import { leftovers } from '../harness/leftovers.ts';
import { quickStart } from '../harness/quick-start.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();

describe('kubectl delete cluster', () => {
  beforeAll(() => theCluster(world, quickStart));

  test('takes five Machines away within fifteen seconds, and leaves nothing of them', async () => {
    const seconds = await deleteCluster(world, quickStart);
    process.stdout.write(`deletion of 3 + 2: ${seconds.toFixed(1)} s\n`);
    expect(await containersOf(world, quickStart)).toEqual([]);
    expect(await leftovers(world)).toEqual([]);
    expect(seconds).toBeLessThan(15);
  });
});
