import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { run } from './command.ts';
import { programIn, recipe } from './recipe.ts';

/** Lays out, below `target`, the images that do not go with a version of Kubernetes, from built programs and a Debian root. */
export async function layOutImages(programs: string, root: string, target: string, signal: AbortSignal): Promise<void> {
  place(join(programs, 'server'), join(target, 'etcd', programIn.etcd));
  place(join(programs, 'etcdctl'), join(target, 'etcd/usr/local/bin/etcdctl'));
  place(join(programs, 'coredns'), join(target, 'coredns/coredns'));
  place(join(programs, 'pause'), join(target, 'pause/pause'));
  place(join(programs, 'web'), join(target, 'web/web'));
  linkTopFolders(root, join(target, 'web'));
  place(join(root, 'bin/busybox'), join(target, 'web/bin/busybox'));
  await placeLibraries(['/bin/busybox'], root, join(target, 'web'), signal);
  for (const folder of ['tmp', 'etc']) mkdirSync(join(target, 'web', folder));
  chmodSync(join(target, 'web/tmp'), 0o1777);
  writeFileSync(join(target, 'web/etc/passwd'), 'root:x:0:0:root:/:/bin/sh\n');
  const applets = await run(join(root, 'bin/busybox'), ['--list'], signal);
  for (const applet of applets.split('\n').filter((name) => name !== 'busybox')) symlinkSync('busybox', join(target, 'web/bin', applet));
}

/** Lays out the image of the four components of one version, with what kube-proxy runs. */
export async function layOutKubernetes(program: string, root: string, target: string, signal: AbortSignal): Promise<void> {
  place(program, join(target, programIn.kubernetes));
  for (const component of recipe.kubernetes.components) symlinkSync('kubernetes', join(target, 'usr/local/bin', component));
  linkTopFolders(root, target);
  place(join(root, 'usr/sbin/xtables-nft-multi'), join(target, 'usr/sbin/xtables-nft-multi'));
  for (const name of ['iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ip6tables-save', 'ip6tables-restore'])
    symlinkSync('xtables-nft-multi', join(target, 'usr/sbin', name));
  // Of all its extensions, each with its own: a rule with one that cannot be loaded silently takes all rules with it.
  const [folder = ''] = (await run('chroot', [root, 'find', '/usr/lib', '-name', 'xtables', '-type', 'd'], signal)).split('\n');
  const extensions = readdirSync(join(root, folder)).map((name) => join(folder, name));
  for (const file of extensions) place(join(root, file), join(target, file));
  await placeLibraries(['/usr/sbin/xtables-nft-multi', ...extensions], root, target, signal);
}

/** Programs ask for /bin/sh and for their loader in /lib64. */
function linkTopFolders(root: string, target: string): void {
  for (const folder of ['bin', 'sbin', 'lib', 'lib64'].filter((name) => existsSync(join(root, name)))) {
    mkdirSync(join(target, 'usr', folder), { recursive: true });
    symlinkSync(`usr/${folder}`, join(target, folder));
  }
}

/** Places the libraries that files of a root are linked to. */
async function placeLibraries(files: readonly string[], root: string, target: string, signal: AbortSignal): Promise<void> {
  const needed = await run('chroot', [root, 'ldd', ...files], signal);
  const libraries = new Set([...needed.matchAll(/(\/lib\S+) \(0x/g)].map(([, path = '']) => path));
  for (const library of libraries)
    place(join(root, await run('chroot', [root, 'readlink', '--canonicalize', library], signal)), join(target, library));
}

function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
