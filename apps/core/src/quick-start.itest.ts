import { writeFileSync } from 'node:fs';

import { Cluster, Machine, MachineDeployment, MachineSet, KubeadmConfig, DevMachine } from '@capi/api';

import { quickStart } from './testing/quick-start.ts';
import { world } from './testing/world.ts';

describe('quick start', () => {
  test('debug', async () => {
    const w = await world();
    await w.create(...quickStart());
    w.start();
    await w.settle();
    const out = [
      await w.get(Cluster, 'demo'),
      await w.get(MachineDeployment, 'demo'),
      ...(await w.list(MachineSet)),
      ...(await w.list(Machine)),
      ...(await w.list(KubeadmConfig)),
      ...(await w.list(DevMachine)),
    ];
    writeFileSync('/tmp/core-out.json', JSON.stringify(out));
    console.log(
      w.writes
        .map((x) => `${x.method} ${x.path.replace('/apis/', '').replace('/namespaces/default', '')} ${x.body.slice(0, 1500)}`)
        .join('\n'),
    );
    expect((await w.list(Machine)).length).toBe(3);
    await w.close();
  });
});
