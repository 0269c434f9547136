import { spawnSync } from 'node:child_process';
import { readFileSync, statfsSync } from 'node:fs';

import { kubernetesModule } from './recipe.ts';

/** What a build writes at most, measured: root, programs, layers and their archive. Compiled code goes to Go's own cache. */
const spaceForWork = 4e9;
const programs = ['debootstrap', 'unshare', 'setpriv', 'chroot', 'tar'];

/**
 * Sees to what a build needs, and installs debootstrap where it is the only thing that lacks.
 * @returns why there can be no build here; undefined when all is there
 */
export function whyNoBuild(folder: string, say: (line: string) => void): string | undefined {
  if (process.platform !== 'linux') return `node images are built on Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'node images are built as root: a root of Debian has owners and devices';
  return whyNoGo() ?? whyNoPrograms(say) ?? whyNoSpace(folder) ?? whyNoOverlay(folder);
}

function whyNoGo(): string | undefined {
  const [, minor = ''] = /^go 1\.(\d+)/m.exec(readFileSync(kubernetesModule, 'utf8')) ?? [];
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  if (status !== 0) return `Go is not installed; 1.${minor} or newer is needed`;
  const [, have] = /^go1\.(\d+)/.exec(stdout.trim()) ?? [];
  return have === undefined || Number(have) >= Number(minor) ? undefined : `${stdout.trim()} is too old; Go 1.${minor} or newer is needed`;
}

const missing = (): readonly string[] =>
  programs.filter((program) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status !== 0);

function whyNoPrograms(say: (line: string) => void): string | undefined {
  const lacking = missing();
  if (lacking.length === 0) return undefined;
  if (lacking.join() !== 'debootstrap') return `${lacking.join(', ')} are not installed`;
  say('installing debootstrap');
  const apt = (...args: readonly string[]) =>
    spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const install = ['install', '--yes', '--no-install-recommends', 'debootstrap'];
  if (apt(...install).status === 0) return undefined;
  // With fresh lists, when those at hand are too old.
  apt('update');
  const { status, stderr, error } = apt(...install);
  return status === 0
    ? undefined
    : `debootstrap is not installed, and apt-get could not: ${error?.message ?? stderr.trim().split('\n').at(-1)}`;
}

function whyNoSpace(folder: string): string | undefined {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= spaceForWork) return undefined;
  return `${folder} has ${(free / 1e9).toFixed(1)} GB left and a build needs ${spaceForWork / 1e9}; name another folder in CAPI_CACHE`;
}

/** The container runtime of nodes unpacks images into its kind of file system, which does not stack on itself. */
function whyNoOverlay(folder: string): string | undefined {
  const overlay = 0x794c7630;
  return statfsSync(folder).type === overlay ? `${folder} is on overlayfs; name a folder on a disk in CAPI_CACHE` : undefined;
}
