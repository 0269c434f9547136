import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './command.ts';
import { recipe } from './recipe.ts';

/** Files of ours in every node, laid out as there. */
const own = fileURLToPath(new URL('node/', import.meta.url));

/** Of no use in a container, or not to be touched from one: they would change settings of the machine that all containers share. */
const masked = [
  'systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service',
  'systemd-logind.service systemd-resolved.service systemd-networkd.service systemd-timesyncd.service systemd-pstore.service',
  'systemd-modules-load.service systemd-sysctl.service systemd-binfmt.service systemd-firstboot.service systemd-remount-fs.service',
  'systemd-random-seed.service systemd-update-utmp.service systemd-machine-id-commit.service proc-sys-fs-binfmt_misc.automount',
  'proc-sys-fs-binfmt_misc.mount dev-hugepages.mount dev-mqueue.mount sys-kernel-config.mount sys-kernel-debug.mount',
  'sys-kernel-tracing.mount sys-fs-fuse-connections.mount getty.target getty@.service console-getty.service serial-getty@.service',
  'remote-fs.target apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service',
  'fstrim.timer haproxy.service',
].flatMap((line) => line.split(' '));

/** What packages bring and no node reads. */
const dropped = ['usr/share/doc', 'usr/share/man', 'usr/share/locale', 'usr/share/info', 'usr/share/lintian', 'usr/share/bug'];
/** Written anew by whoever needs them. */
const emptied = ['var/lib/apt/lists', 'var/cache', 'var/log', 'tmp', 'run'];

/** Makes a root of Debian packages in `root`, with our files and units: what all nodes and the load balancer share. */
export async function makeDebianRoot(root: string, signal: AbortSignal): Promise<void> {
  mkdirSync(root, { recursive: true });
  // Mounts inside belong to a namespace that ends with it, whatever ends it.
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const mirror = knownMirror();
  const include = `--include=${recipe.packages.join(',')}`;
  const args = [...namespaces, 'debootstrap', '--variant=minbase', include, recipe.debian, root, ...(mirror === undefined ? [] : [mirror])];
  await run('unshare', args, signal);
  for (const path of dropped) rmSync(join(root, path), { recursive: true, force: true });
  for (const path of emptied) for (const name of readdirSync(join(root, path))) rmSync(join(root, path, name), { recursive: true });
  cpSync(own, root, { recursive: true });
  settle(root);
}

function settle(root: string): void {
  const units = join(root, 'etc/systemd/system');
  for (const unit of masked) {
    rmSync(join(units, unit), { recursive: true, force: true });
    symlinkSync('/dev/null', join(units, unit));
  }
  for (const unit of enabled) symlinkSync(`../${unit}`, join(units, 'multi-user.target.wants', unit));
  symlinkSync('/usr/lib/systemd/system/multi-user.target', join(units, 'default.target'));
  // Empty, not absent: every node draws its own.
  writeFileSync(join(root, 'etc/machine-id'), '');
  writeFileSync(join(root, 'etc/hostname'), '');
}

const enabled = ['kubelet.service', 'node-network.path'];

/** Where this machine takes the same release of Debian from; debootstrap has a default of its own. */
function knownMirror(): string | undefined {
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', '$(SITE) $(CODENAME)'], { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').map((line) => line.split(' '));
  return lines.find(([, codename]) => codename === recipe.debian)?.[0];
}
