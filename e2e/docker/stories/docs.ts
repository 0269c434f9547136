import { spawn, type ChildProcess } from 'node:child_process';

import { documentedCommands } from '../../harness/documented.ts';
import { eventually } from '../../harness/eventually.ts';
import { run } from '../../harness/run.ts';
import { repository } from '../../harness/sandbox.ts';
import { containersOf } from '../harness/clusters.ts';
import { theWorld } from '../harness/world.ts';

const world = theWorld();
const page = documentedCommands('docs/start/docker.md');
const environment = { ...process.env, ...world.engine };

const blocks = (section: string): readonly string[] => {
  const found = page.get(section);
  if (found === undefined) throw new Error(`the page has no commands under "${section}"`);
  return found;
};

describe('who follows docs/start/docker.md', () => {
  let sandbox: ChildProcess;
  let printed = '';
  let ended: Promise<void>;
  let running = false;
  let kubeconfigs: readonly string[];
  /** Types a block, with the path that was printed where the page has `…`, and without what asks for a terminal. */
  const type = async (block: string, kubeconfig: string | undefined): Promise<string> => {
    const line = block.replace(/^export KUBECONFIG=….*$/m, `export KUBECONFIG=${kubeconfig}`).replaceAll(/^.* -it .*$/gm, '');
    const { code, stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', line], { ...environment, KUBECONFIG: kubeconfig });
    if (code !== 0) throw new Error(`this ended with ${code}:\n${block}\n${stdout}${stderr}`);
    return stdout;
  };
  /** As a terminal does: to all that the command has started. */
  const pressCtrlC = (): void => {
    if (sandbox?.pid !== undefined && running) process.kill(-sandbox.pid, 'SIGINT');
  };
  afterAll(pressCtrlC);

  test('starts a cluster with one command', async () => {
    const [command = ''] = blocks('Start');
    sandbox = spawn('bash', ['-c', `exec ${command}`], {
      cwd: repository,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [sandbox.stdout, sandbox.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    running = true;
    // Not before all that it has started is gone, since all of it writes there.
    ended = new Promise((resolve) => {
      sandbox.once('close', () => {
        running = false;
        resolve();
      });
    });
    await eventually(
      'it says what to try next',
      async () => {
        if (sandbox.exitCode !== null) throw new Error(`it ended with ${sandbox.exitCode}:\n${printed}`);
        return printed.includes('What to try next') ? true : undefined;
      },
      300,
    ).catch((error: unknown) => {
      throw new Error(`it printed:\n${printed}`, { cause: error });
    });
    kubeconfigs = [...printed.matchAll(/: KUBECONFIG=(\S+)|; KUBECONFIG=(\S+)/g)].map(
      ([, workload, management]) => workload ?? management ?? '',
    );
    expect(kubeconfigs).toHaveLength(2);
    expect(printed).toMatch(/5 of 5 Machines run, \d+\.\d s after apply/);
  });

  test('sees it as objects, containers and nodes', async () => {
    const [objects = '', cluster = ''] = blocks('Look');
    const [management, workload] = kubeconfigs;
    const shown = await type(objects, management);
    expect(shown.match(/^machine\.cluster\.x-k8s\.io\/.* Running /gm)).toHaveLength(5);
    expect(shown).toContain('docker-quick-start-lb');
    expect((await type(cluster, workload)).match(/ Ready /g)).toHaveLength(5);
  });

  test('has a shell in it, and something that answers', async () => {
    const [first = ''] = blocks('A shell in it');
    expect(await type(first, kubeconfigs[1])).toMatch(/^web-\S+$/m);
  });

  test('leaves nothing behind with Ctrl-C', async () => {
    pressCtrlC();
    await ended;
    expect(printed).toContain('Deleting clusters and their containers');
    expect(await containersOf(world, { namespace: 'default', name: 'docker-quick-start' })).toEqual([]);
  });
});
