import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { apt } from '../docker-engine/install-engine.ts';
import type { Engine } from '../docker-engine/start-engine.ts';

/** What Node needs to run, and the authorities that the world trusts. None of them has a program in it. */
const packages = ['libc6', 'libgcc-s1', 'libstdc++6', 'ca-certificates'];
const unwanted = [
  './usr/share/doc/*/[!c]*',
  './usr/share/lintian',
  './usr/share/locale',
  './usr/share/man',
  './usr/sbin',
  '*/gconv',
  './etc/ld.so.conf.d',
];

/**
 * Fetches the packages of the base into `folder`.
 * @throws with apt's words
 */
export function fetchPackages(folder: string): void {
  mkdirSync(join(folder, 'packages'), { recursive: true });
  const why = apt(['download', ...packages], join(folder, 'packages'));
  if (why !== undefined) throw new Error(`apt-get cannot download ${packages.join(', ')}: ${why}`);
}

/**
 * Makes an image that stands for the distroless default of deploy/images/Dockerfile: Node in the same place, the same user, no shell.
 * Node is the one that runs this script.
 */
export function importBase(folder: string, engine: Engine, name: string): void {
  const root = join(folder, 'base');
  mkdirSync(root);
  for (const file of readdirSync(join(folder, 'packages'))) unpack(join(folder, 'packages', file), root);
  mkdirSync(join(root, 'nodejs/bin'), { recursive: true });
  copyFileSync(realpathSync(process.execPath), join(root, 'nodejs/bin/node'));
  writeIdentity(root);
  writeAuthorities(root);
  const archive = join(folder, 'base.tar');
  must('tar', ['--create', '--numeric-owner', '--owner=0', '--group=0', `--file=${archive}`, `--directory=${root}`, '.']);
  engine.docker('import', '--change', 'USER 65532:65532', '--change', 'ENTRYPOINT ["/nodejs/bin/node"]', archive, name);
}

function unpack(file: string, root: string): void {
  const exclude = unwanted.map((pattern) => `--exclude=${pattern}`);
  const { status, stdout, stderr } = spawnSync('dpkg-deb', ['--fsys-tarfile', file], { maxBuffer: 256 * 1024 * 1024 });
  if (status !== 0) throw new Error(`dpkg-deb cannot read ${file}: ${stderr.toString().trim()}`);
  // Packages of newer releases expect /lib to be a link, which they follow.
  must('tar', ['--extract', '--keep-directory-symlink', '--wildcards', ...exclude, `--directory=${root}`], stdout);
}

function writeIdentity(root: string): void {
  mkdirSync(join(root, 'etc'), { recursive: true });
  mkdirSync(join(root, 'home/nonroot'), { recursive: true });
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnonroot:x:65532:\n');
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'hosts: files dns\n');
}

/** One file of all authorities, as the package's script would write it. */
function writeAuthorities(root: string): void {
  const folder = join(root, 'usr/share/ca-certificates/mozilla');
  const all = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(join(root, 'etc/ssl/certs/ca-certificates.crt'), all.join(''));
}

function must(program: string, args: readonly string[], input?: Buffer): void {
  const { status, stderr } = spawnSync(program, args, { input });
  if (status !== 0) throw new Error(`${program} failed: ${stderr.toString().trim()}`);
}
