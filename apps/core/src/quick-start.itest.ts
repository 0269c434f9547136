import { Cluster, Machine, MachineDeployment, MachineSet } from '@capi/api';

import { quickStart } from './testing/quick-start.ts';
import { world } from './testing/world.ts';

describe('quick start', () => {
  test('debug', async () => {
    const w = await world();
    await w.create(...quickStart());
    w.start();
    await w.settle();
    console.log(JSON.stringify(await w.get(Cluster, 'demo'), null, 1));
    console.log(JSON.stringify(await w.get(MachineDeployment, 'demo'), null, 1));
    console.log(JSON.stringify((await w.list(MachineSet))[0], null, 1));
    console.log(JSON.stringify((await w.list(Machine))[0], null, 1));
    console.log(w.writes.map((x) => `${x.method} ${x.path} ${x.body.slice(0, 200)}`).join('\n'));
    expect((await w.list(Machine)).length).toBe(3);
    await w.close();
  });
});
