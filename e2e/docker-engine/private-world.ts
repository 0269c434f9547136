import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { putBackSettings, takeSettings, type HostSettings } from './host-settings.ts';

/** Where, inside, the outside has made a folder for everything that is written. */
const variable = 'CAPI_PRIVATE_WORLD';
/** Then the id of the process that made it. */
const prefix = 'capi-engine-';
const hostSettings: HostSettings = { root: '/proc/sys', record: join(tmpdir(), `${prefix}settings.json`) };
const settleIn = fileURLToPath(new URL('settle-in.sh', import.meta.url));

/**
 * Runs a script of ours in namespaces of its own for processes, mounts and network, with nothing but a loopback interface: what it
 * leaves running, mounted or filtered is gone when it ends, however it ends. Its folder, control groups and changed kernel settings
 * are taken back here.
 * @param prepare makes, in the folder, what must come from the real network
 * @returns the script's exit code
 */
export async function inPrivateWorld(script: string, prepare: (folder: string) => void = () => undefined): Promise<number> {
  sweep();
  takeSettings(hostSettings, worlds().length === 0);
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    prepare(folder);
    return await run(script, folder);
  } finally {
    remove(folder);
    putBackSettings(hostSettings, worlds().length === 0);
  }
}

/** Inside: the folder of this world. Ends the process as soon as the outside is gone. */
export function worldFolder(): string {
  const folder = process.env[variable];
  if (folder === undefined) throw new Error('this script runs in a private world only; see e2e/docker-engine');
  process.stdin.on('close', () => process.exit(1)).resume();
  process.stdin.unref();
  return folder;
}

async function run(script: string, folder: string): Promise<number> {
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const node = [process.execPath, '--conditions=@capi/source', '--disable-warning=ExperimentalWarning', script];
  // What programs inside put aside, kubectl its caches among them, goes with the folder.
  const aside = join(folder, 'tmp');
  mkdirSync(aside);
  const child = spawn('unshare', [...namespaces, 'sh', settleIn, ...node], {
    env: { ...process.env, [variable]: folder, TMPDIR: aside, KUBECACHEDIR: join(aside, 'kube') },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const end = (): boolean => endFirstProcess(child.pid ?? 0);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  }
}

/**
 * Ends the first process of the namespaces, by a signal that it cannot miss, and with it all others; then `unshare` ends by itself,
 * and not before none of them is left.
 */
function endFirstProcess(unshare: number): boolean {
  const [first = ''] = readFileSync(`/proc/${unshare}/task/${unshare}/children`, 'utf8').split(' ');
  return process.kill(Number(first) || unshare, 'SIGKILL');
}

/** Folders of private worlds, and whether the process that made each still runs. */
function worldsAndLeftovers(): readonly { readonly folder: string; readonly runs: boolean }[] {
  return readdirSync(tmpdir()).flatMap((name) => {
    const [, owner] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
    return owner === undefined ? [] : [{ folder: join(tmpdir(), name), runs: existsSync(`/proc/${owner}`) }];
  });
}

const worlds = (): readonly string[] =>
  worldsAndLeftovers()
    .filter(({ runs }) => runs)
    .map(({ folder }) => folder);

/** Takes away what runs left that were killed themselves: nothing of them runs any more. */
function sweep(): void {
  for (const { folder, runs } of worldsAndLeftovers()) if (!runs) remove(folder);
}

function remove(folder: string): void {
  removeControlGroups(basename(folder));
  rmSync(folder, { recursive: true, force: true });
}

/** In every hierarchy, the group of this name and those inside; they are empty, since their processes have ended. */
function removeControlGroups(name: string): void {
  const root = '/sys/fs/cgroup';
  const hierarchies = existsSync(root) ? [root, ...folders(root)] : [];
  for (const group of new Set(hierarchies.map((hierarchy) => join(hierarchy, name)))) if (existsSync(group)) removeGroup(group);
}

function removeGroup(group: string): void {
  for (const inner of folders(group)) removeGroup(inner);
  rmdirSync(group);
}

const folders = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
