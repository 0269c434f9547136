import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

const slowManifest = readFileSync(join(repository, 'examples/quick-start.yaml'), 'utf8').replace(
  'startupDuration: 0s',
  'startupDuration: 3s',
);

describeStory('Machines that take their time', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox(['--no-quick-start']);
  });
  afterAll(() => sandbox.stop());

  test('show every phase on the way, and what they wait for', async () => {
    const watch = sandbox.kubectl.start('get', 'machines', '-w', '--output-watch-events', '-o', 'json');
    let streamed = '';
    watch.stdout.on('data', (chunk: Buffer) => (streamed += chunk.toString()));
    await sandbox.kubectl.apply(slowManifest);
    await sandbox.kubectl('wait', 'cluster/quick-start', '--for=condition=Available', '--timeout=120s');
    watch.kill();
    const phases = new Set([...streamed.matchAll(/"phase": ?"(\w+)"/g)].map(([, phase]) => phase));
    // Provisioned lasts as long as it takes the Node to show, which may be no time at all.
    expect([...phases]).toEqual(expect.arrayContaining(['Pending', 'Provisioning', 'Running']));
  });
});
