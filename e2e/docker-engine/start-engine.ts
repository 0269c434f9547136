import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { eventually } from '../harness/eventually.ts';

/** A Docker engine of our own. */
export interface Engine {
  /** What makes the `docker` command, and ours, talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs `docker …`. Throws with its own words when it fails. */
  docker(...args: string[]): string;
  /** The last lines that a container printed to either stream. */
  logs(container: string): string;
  /** Ends it, with whatever containers run. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** With bridges, address translation and published ports; else containers have the network of the world or none. */
  readonly networks?: boolean;
}

const wrapper = fileURLToPath(new URL('runc-without-sys-resource.sh', import.meta.url));

/** Starts an engine in this private world, with all it writes below `folder`. Its log is `folder/dockerd.log`. */
export async function startEngine(folder: string, { networks = false }: EngineOptions = {}): Promise<Engine> {
  const log = join(folder, 'dockerd.log');
  const socket = join(folder, 'docker.sock');
  const args = [
    `--data-root=${join(folder, 'data')}`,
    `--exec-root=${join(folder, 'exec')}`,
    `--pidfile=${join(folder, 'dockerd.pid')}`,
    `--host=unix://${socket}`,
    // Without the help of systemd, and under one group by whose name they are found again.
    '--exec-opt=native.cgroupdriver=cgroupfs',
    `--cgroup-parent=/${basename(folder)}`,
    ...(networks ? [] : ['--bridge=none', '--iptables=false', '--ip-forward=false', '--ip-masq=false']),
    ...runtime(folder),
  ];
  giveWeight(basename(folder));
  const daemon = spawn('dockerd', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log);
  daemon.stdout.pipe(file, { end: false });
  daemon.stderr.pipe(file, { end: false });
  const client = join(folder, 'client');
  mkdirSync(client, { recursive: true });
  const environment = { DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: client, CAPI_DOCKER: program() };
  const run = (args: readonly string[]) =>
    spawnSync(environment.CAPI_DOCKER, args, { env: { ...process.env, ...environment }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const docker = (...args: string[]): string => {
    const { status, stdout, stderr, error } = run(args);
    if (status !== 0) throw new Error(`docker ${args.join(' ')} ended with ${status}: ${error?.message ?? stderr.trim()}`);
    return stdout.trim();
  };
  const logs = (container: string): string => {
    const { stdout, stderr } = run(['logs', '--tail=40', container]);
    return `${stdout}${stderr}`.trim();
  };
  const engine: Engine = { environment, docker, logs, stop: () => end(daemon) };
  try {
    await eventually('the Docker engine answers', async () => answers(daemon, docker), 60);
    return engine;
  } catch (error) {
    await engine.stop();
    throw new Error(`no Docker engine; dockerd said:\n${readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')}`, { cause: error });
  }
}

/** A node runs some twenty processes that compute, and a story several nodes. */
const weightOfContainers = 16;

/**
 * The kernel weighs control groups like single processes: with the usual weight all containers together would get as much of the
 * processors as any one process of the machine, and nodes would starve beside a busy one. The group goes with the world.
 */
function giveWeight(name: string): void {
  const root = '/sys/fs/cgroup';
  for (const [hierarchy, file, usual] of [
    ['cpu', 'cpu.shares', 1024],
    ['', 'cpu.weight', 100],
  ] as const) {
    const group = join(root, hierarchy, name);
    // Version 1 has a hierarchy for the processors, version 2 one for all.
    if (!existsSync(join(root, hierarchy, 'cgroup.procs'))) continue;
    mkdirSync(group, { recursive: true });
    if (existsSync(join(group, file))) writeFileSync(join(group, file), String(weightOfContainers * usual));
  }
}

/** Debian's client fits Debian's engine; another one on the PATH may be too new to talk to it. */
const program = (): string => (existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker');

/** Which capabilities this process could hand on; bit 24 is CAP_SYS_RESOURCE. */
function mayGiveSysResource(): boolean {
  const [, bounding = '0'] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return ((BigInt(`0x${bounding}`) >> 24n) & 1n) === 1n;
}

function runtime(folder: string): readonly string[] {
  if (mayGiveSysResource()) return [];
  // A copy, since a checkout may lie where nothing can be executed.
  const copy = join(folder, 'runc-without-sys-resource');
  copyFileSync(wrapper, copy);
  chmodSync(copy, 0o755);
  return [`--add-runtime=without-sys-resource=${copy}`, '--default-runtime=without-sys-resource'];
}

async function answers(daemon: ChildProcess, docker: Engine['docker']): Promise<true | undefined> {
  if (daemon.exitCode !== null) throw new Error(`dockerd ended with exit code ${daemon.exitCode}`);
  docker('version');
  return true;
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const closed = new Promise((resolve) => daemon.once('close', resolve));
  daemon.kill('SIGTERM');
  const killed = setTimeout(() => daemon.kill('SIGKILL'), 20_000);
  await closed;
  clearTimeout(killed);
}
