import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { secret } from '@capi/seams';

import { planBootstrap } from './plan-bootstrap.ts';

/** Accounts are made in a namespace with an /etc of its own. */
const mayHide = spawnSync('unshare', ['--mount', 'true']).status === 0;
if (!mayHide) process.stdout.write('not run: making logins: this needs root and mount namespaces\n');

const whereHidden = mayHide ? describe : describe.skip;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'capd-steps-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes each step into a folder, as the runner unpacks them, and returns the folders in order. */
function unpacked(body: string): readonly string[] {
  const plan = planBootstrap(secret(`#cloud-config\n${body}`), undefined, {
    name: 'n',
    instanceID: 'i',
    providerID: 'p',
    mode: 'kind 0.20',
  });
  if (plan.kind === 'problem') throw new Error(plan.why);
  return plan.steps.reveal().map(({ script, content }, index) => {
    const folder = join(root, 'steps', String(index));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'run'), script);
    if (content !== undefined) writeFileSync(join(folder, 'content'), content);
    return folder;
  });
}
const carryOut = (body: string): readonly (number | null)[] =>
  unpacked(body).map((cwd) => spawnSync('sh', ['./run'], { cwd, stdio: 'ignore' }).status);

describe('steps of a bootstrap', () => {
  test('write files with folders, modes and any bytes, whatever is in their names', () => {
    const odd = join(root, `a b/it's "$HOME" -ü/é`);
    expect(
      carryOut(`write_files:
- { path: ${JSON.stringify(odd)}, permissions: '0600', encoding: b64, content: AP+AAQ== }
- { path: ${root}/log, content: "one\\n" }
- { path: ${root}/log, content: "two", append: true, permissions: '0640' }
- { path: ${root}/script, content: "\\\\n $x\\n", permissions: '4755' }
`),
    ).toEqual([0, 0, 0, 0]);
    expect(readFileSync(odd)).toEqual(Buffer.from([0x00, 0xff, 0x80, 0x01]));
    expect(statSync(odd).mode & 0o7777).toBe(0o600);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('one\ntwo');
    expect(statSync(join(root, 'log')).mode & 0o7777).toBe(0o640);
    expect(statSync(join(root, 'script')).mode & 0o7777).toBe(0o4755);
    expect(statSync(join(root, 'a b')).mode & 0o777).toBe(0o755);
  });

  test('fail when a file cannot be written or its owner is not known', () => {
    expect(
      carryOut(`write_files:
- { path: ${root}, content: a folder }
- { path: ${root}/x, owner: nobody-of-this-name }
`).map((code) => code === 0),
    ).toEqual([false, false]);
  });

  test('run text in a shell, and a list as it is', () => {
    expect(
      carryOut(`runcmd:
- printf '%s' "$((1 + 2))" > '${root}/sum'; cd /
- [sh, -c, 'printf %s "$1" > ${root}/argument', name, "it's $HOME; \\"x\\""]
- exit 7
- pwd > ${root}/folder
`),
    ).toEqual([0, 0, 7, 0]);
    expect(readFileSync(join(root, 'sum'), 'utf8')).toBe('3');
    expect(readFileSync(join(root, 'argument'), 'utf8')).toBe(`it's $HOME; "x"`);
    expect(readFileSync(join(root, 'folder'), 'utf8')).toBe('/\n');
  });
});

whereHidden('logins of a bootstrap', () => {
  test('are made with groups, passwords, rules and keys', () => {
    const folders = unpacked(`
groups: [wheel-of-test]
users:
- name: ada
  gecos: "Ada's own, with a comma"
  homedir: /home/ada-of-test
  shell: /bin/sh
  primary_group: team-of-test
  groups: wheel-of-test, adm
  passwd: $6$abc$def
  lock_passwd: false
  sudo: ALL=(ALL) NOPASSWD:ALL
  ssh_authorized_keys: [ssh-ed25519 AAAA me@here]
- { name: locked, inactive: true }
- { name: staff, groups: adm }
ssh_authorized_keys: [ssh-ed25519 BBBB]
write_files:
- { path: /home/ada-of-test/note, owner: ada, content: hello }
`);
    const commands = [
      'set -e',
      ...['etc', 'home', 'root'].flatMap((name) => [
        `mkdir ${root}/${name}`,
        name === 'etc' ? `cp -a /etc/. ${root}/etc` : `true`,
        `mount --bind ${root}/${name} /${name}`,
      ]),
      ...folders.map((folder) => `(cd ${folder} && sh ./run)`),
      'getent passwd ada; id -nG ada; id -nG staff; stat -c "%U %a" /home/ada-of-test/note /home/ada-of-test/.ssh /home/ada-of-test/.ssh/authorized_keys',
      'cat /home/ada-of-test/.ssh/authorized_keys /root/.ssh/authorized_keys /etc/sudoers.d/90-cloud-init-users',
      'getent shadow ada locked | cut -d: -f1,2,7',
    ];
    const said = execFileSync('unshare', ['--mount', 'sh', '-c', commands.join('\n')], { encoding: 'utf8' }).split('\n');
    expect(said).toEqual([
      expect.stringMatching(/^ada:x:\d+:\d+:Ada's own, with a comma:\/home\/ada-of-test:\/bin\/sh$/),
      'team-of-test adm wheel-of-test',
      'staff adm',
      'ada 644',
      'ada 700',
      'ada 600',
      'ssh-ed25519 AAAA me@here',
      'ssh-ed25519 BBBB',
      'ada ALL=(ALL) NOPASSWD:ALL',
      'ada:$6$abc$def:',
      'locked:!:0',
      '',
    ]);
  });
});
