import { apply, containersOf, objectsOf, type Wish } from '../harness/clusters.ts';
import { eventually } from '../harness/eventually.ts';
import { quickStart } from '../harness/quick-start.ts';
import { blocks, pressCtrlC, theUser, type User } from '../harness/user.ts';
import { theWorld } from '../harness/world.ts';

describe('who is done with docs/start/docker.md', () => {
  const another: Wish = { namespace: 'another', name: 'another', controlPlanes: 1, workers: 0 };
  let user: User;
  beforeAll(async () => {
    user = await theUser(theWorld());
  });

  test('deletes five Machines, and nothing is left of them', async () => {
    const { world } = user;
    const [, , deletion = ''] = blocks('Scale, upgrade, delete');
    const before = performance.now();
    await user.type(deletion, 'management');
    const seconds = (performance.now() - before) / 1000;
    process.stdout.write(`deletion of 3 + 2: ${seconds.toFixed(1)} s; the goal is 15\n`);
    expect(await containersOf(world, quickStart)).toEqual([]);
  });

  test('leaves nothing behind with Ctrl-C, even of a cluster that is being made', async () => {
    const { world } = user;
    await apply(world, another.namespace, objectsOf(world, another));
    // The load balancer, and a node.
    await eventually('its containers are there', async () => ((await containersOf(world, another)).length === 2 ? true : undefined));
    await pressCtrlC(world);
    expect(user.printed()).toContain('Deleting clusters and their containers');
    expect(await containersOf(world, another)).toEqual([]);
  });
});
