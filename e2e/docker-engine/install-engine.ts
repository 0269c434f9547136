import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** What the harness runs. */
const programs = ['dockerd', 'docker', 'containerd', 'runc', 'iptables', 'ip', 'unshare'];
/** The Debian packages that bring them. */
const packages = ['docker.io', 'iproute2'];
const policy = '/usr/sbin/policy-rc.d';

/**
 * Makes sure that an engine of our own can be started here: installs Debian's where it is absent, and tries whether this process may
 * make namespaces.
 * @returns why there cannot be one; undefined when all is there
 */
export function installEngine(): string | undefined {
  if (process.platform !== 'linux') return `a Docker engine of our own needs Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'a Docker engine of our own needs root';
  return missing().length === 0 ? whyNoNamespaces() : (install() ?? whyNoNamespaces());
}

const missing = (): readonly string[] =>
  programs.filter((program) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status !== 0);

function install(): string | undefined {
  if (spawnSync('apt-get', ['--version']).status !== 0) return `${missing().join(', ')} are not installed, nor is apt-get`;
  console.log(`installing ${packages.join(' and ')}, for lack of ${missing().join(', ')}`);
  // The package would start an engine for the whole machine.
  const ownPolicy = !existsSync(policy);
  if (ownPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const why = apt(['install', '--yes', '--no-install-recommends', ...packages]);
    if (why !== undefined) return `apt-get could not install ${packages.join(' and ')}: ${why}`;
  } finally {
    if (ownPolicy) rmSync(policy);
  }
  // Newer releases have the client in a package of its own.
  if (missing().includes('docker')) apt(['install', '--yes', '--no-install-recommends', 'docker-cli']);
  return missing().length === 0 ? undefined : `${packages.join(' and ')} brought no ${missing().join(', ')}`;
}

/**
 * Runs apt-get; with fresh lists when it fails with those at hand.
 * @returns its last words when it fails all the same
 */
export function apt(args: readonly string[], cwd = '/'): string | undefined {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  if (spawnSync('apt-get', args, options).status === 0) return undefined;
  spawnSync('apt-get', ['update'], options);
  const { status, stderr, error } = spawnSync('apt-get', args, options);
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n').at(-1) ?? 'no reason given');
}

function whyNoNamespaces(): string | undefined {
  const { status, stderr } = spawnSync('unshare', ['--mount', '--net', '--pid', '--fork', '--mount-proc', '--kill-child', 'true'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `this process may not make namespaces: ${stderr.trim()}`;
}
