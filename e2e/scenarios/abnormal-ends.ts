import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { eventually } from '../harness/eventually.ts';
import { freePortBlock } from '../harness/free-ports.ts';
import { repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { describeStory } from '../harness/story.ts';

/** One that has ended and whose parent, which is not ours, has not asked how is gone, too. */
const running = (pids: readonly number[]): readonly string[] =>
  spawnSync('ps', ['-o', 'pid=,stat=,args=', '-p', pids.join(',')], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => /^\s*\d+\s+[^Z\s]/.test(line));

const noneLeft = (pids: readonly number[]): Promise<true> =>
  eventually('all processes are gone', async () => (running(pids).length > 0 ? undefined : true), 30);

describeStory(
  'a sandbox that ends otherwise than by Ctrl-C leaves no process behind',
  () => {
    let sandbox: RunningSandbox | undefined;
    const start = async (): Promise<RunningSandbox> => (sandbox = await startSandbox(['--no-quick-start']));
    afterEach(async () => {
      await sandbox?.stop();
      sandbox = undefined;
    });

    test('when it is killed', async () => {
      const started = await start();
      const all = started.pids();
      expect(Object.keys(all)).toHaveLength(6);
      process.kill(all['sandbox'] ?? 0, 'SIGKILL');
      expect(await started.exited).toBeNull();
      await noneLeft(Object.values(all));
    });

    test('when its terminal is closed', async () => {
      const started = await start();
      const all = started.pids();
      process.kill(all['sandbox'] ?? 0, 'SIGHUP');
      expect(await started.exited).toBe(0);
      await noneLeft(Object.values(all));
    });

    test('when something happens that nobody has thought of, which it says', async () => {
      const started = await start();
      const { dataDir } = started;
      const all = started.pids();
      // A program that is started again has nowhere to write.
      renameSync(dataDir, `${dataDir}-moved`);
      process.kill(all['core'] ?? 0, 'SIGKILL');
      expect(await started.exited).toBe(1);
      expect(started.output()).toMatch(/\nthe sandbox cannot go on: ENOENT.*manager\.log'\n$/);
      await noneLeft(Object.values(all));
      renameSync(`${dataDir}-moved`, dataDir);
    });

    test('when nobody reads what it prints', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'capi-e2e-'));
      const port = await freePortBlock(13);
      const main = join(repository, 'dist/apps/sandbox/main.js');
      const flags = ['--no-quick-start', `--data-dir=${dataDir}`, `--api-port=${port}`, `--provider-ports=${port + 1}`];
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...flags], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stdout.destroy();
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(said).toBe('nobody reads what the sandbox prints any more, so it ends\n');
      await noneLeft(Object.values(JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as Record<string, number>));
      rmSync(dataDir, { recursive: true, force: true });
    });
  },
  { embeddedOnly: 'how the sandbox ends has nothing to do with the API server' },
);
