import { spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { documentedCommands } from '../../harness/documented.ts';
import { run } from '../../harness/run.ts';
import { repository } from '../../harness/sandbox.ts';
import { eventually } from './eventually.ts';
import { worldOf, type World } from './world.ts';

/** Who follows docs/start/docker.md: has started a sandbox with a cluster by its command, and types more of its commands. */
export interface User {
  /** The world with the management cluster that the user has started. */
  readonly world: World;
  /** What the user was told to use: of the management cluster, and of the new one. */
  readonly kubeconfigs: { readonly management: string; readonly workload: string };
  /** Everything that the command has printed so far. */
  readonly printed: () => string;
  /** When it printed last, in milliseconds since 1970. */
  readonly printedLast: () => number;
  /** Types a block of the page, without what asks for a terminal. Throws with what was printed when it fails; else answers with it. */
  type(block: string, kubeconfig: keyof User['kubeconfigs']): Promise<string>;
}

interface Started {
  readonly pid: number;
}

const page = documentedCommands('docs/start/docker.md');
const logOf = ({ folder }: Pick<World, 'folder'>): string => join(folder, 'user.log');
const recordOf = ({ folder }: Pick<World, 'folder'>): string => join(folder, 'user.json');
/** What the sandbox of the user was asked, beside which one flag is all that the page does not have. */
const auditLogOf = ({ folder }: Pick<World, 'folder'>): string => join(folder, 'user-audit.log');

/** The commands of a section of the page, block by block. */
export function blocks(section: string): readonly string[] {
  const found = page.get(section);
  if (found === undefined) throw new Error(`the page has no commands under "${section}"`);
  return found;
}

/** The user of this world, who starts when nobody has asked before, in this story or in an earlier one, and waits until all runs. */
export async function theUser(world: World): Promise<User> {
  if (!existsSync(recordOf(world))) start(world);
  const printed = (): string => readFileSync(logOf(world), 'utf8');
  await eventually(
    'it says what to try next',
    async () => {
      if (!lives(world)) throw new Error('it has ended');
      return printed().includes('What to try next') ? true : undefined;
    },
    600,
  ).catch((error: unknown) => {
    throw new Error(`npm start -- --docker printed:\n${printed()}`, { cause: error });
  });
  const [, workload = ''] = /: KUBECONFIG=(\S+)/.exec(printed()) ?? [];
  const [, management = ''] = /; KUBECONFIG=(\S+)/.exec(printed()) ?? [];
  const kubeconfigs = { management, workload };
  return {
    world: worldOf({ ...world, sandbox: { kubeconfig: management, auditLog: auditLogOf(world) } }),
    kubeconfigs,
    printed,
    printedLast: () => statSync(logOf(world)).mtimeMs,
    async type(block, kubeconfig) {
      const environment = { ...process.env, ...world.engine, KUBECONFIG: kubeconfigs[kubeconfig] };
      // Where the page has `…`, a person puts the path that was printed.
      const lines = block.replace(/^export KUBECONFIG=….*$/m, '').replaceAll(/^.* -it .*$/gm, '');
      const { code, stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', lines], environment);
      if (code !== 0) throw new Error(`this ended with ${code}:\n${block}\n${stdout}${stderr}`);
      return stdout;
    },
  };
}

/** Outlives the story, since the next ones go on with it. */
function start(world: World): void {
  const log = openSync(logOf(world), 'a');
  const child = spawn('bash', ['-c', `exec ${blocks('Start')[0]} --audit-log=${auditLogOf(world)}`], {
    cwd: repository,
    env: { ...process.env, ...world.engine },
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.unref();
  const started: Started = { pid: child.pid ?? 0 };
  writeFileSync(recordOf(world), JSON.stringify(started));
}

/** Ctrl-C as a terminal does it, to all that the command has started; waits until none of it is left. Nothing happens when nobody started. */
export async function pressCtrlC(world: Pick<World, 'folder'>): Promise<void> {
  if (!lives(world)) return;
  process.kill(-startedBy(world), 'SIGINT');
  await eventually('all that npm start began has ended', async () => (lives(world) ? undefined : true));
}

const startedBy = (world: Pick<World, 'folder'>): number => (JSON.parse(readFileSync(recordOf(world), 'utf8')) as Started).pid;

/** Whether a process of the command's group runs; those that ended and were collected by nobody do not count. */
function lives(world: Pick<World, 'folder'>): boolean {
  if (!existsSync(recordOf(world))) return false;
  const group = startedBy(world);
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // pid (name) state parent group …
      const [, state, of] = /^\d+ \(.*\) (\S) \d+ (\d+) /s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return Number(of) === group && state !== 'Z';
    } catch {
      return false; // ended just now
    }
  });
}
