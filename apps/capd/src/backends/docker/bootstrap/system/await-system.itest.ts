import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seconds } from '@capi/seams';

import { awaitSystemCommand } from './await-system.ts';

describe('wait for the system of a node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capi-node-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Puts programs of a node in place that answer so. */
  function node(answers: { readonly plugins: string; readonly booted: boolean }): {
    readonly exitCode: number | null;
    readonly said: string;
  } {
    const programs = {
      ctr: `case "$*" in version) [ '${answers.plugins}' != '' ] ;; *-d*) echo ' Message: no watcher: too many open files' ;; *) cat <<'END'\n${answers.plugins}\nEND\n;; esac`,
      systemctl: `case "$1" in is-active) exit ${answers.booted ? 0 : 3} ;; is-system-running) echo starting ;; *) echo "$*" >>${folder}/asked ;; esac`,
    };
    for (const [name, script] of Object.entries(programs)) writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const [shell = '', ...args] = awaitSystemCommand(seconds(1));
    const { status, stdout } = spawnSync(shell, args, { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });
    return { exitCode: status, said: stdout.trim() };
  }

  const cri = (state: string): string => `TYPE ID PLATFORMS STATUS\nio.containerd.grpc.v1    cri    linux/amd64    ${state}`;

  test('ends when systemd is done and containerd serves the CRI', () =>
    expect(node({ plugins: cri('ok'), booted: true })).toEqual({ exitCode: 0, said: '' }));
  test('says what is missing when the time is over', () =>
    expect(node({ plugins: '', booted: true })).toEqual({ exitCode: 1, said: 'system: starting\ncontainerd does not answer' }));
  test('waits for systemd', () => expect(node({ plugins: cri('ok'), booted: false })).toEqual({ exitCode: 1, said: 'system: starting' }));
  test('says why there is no CRI, and starts containerd anew for the next wait', () => {
    expect(node({ plugins: cri('error'), booted: true })).toEqual({
      exitCode: 2,
      said: 'containerd serves no kubelet: no watcher: too many open files',
    });
    expect(spawnSync('grep', ['-c', '^restart.* containerd', join(folder, 'asked')], { encoding: 'utf8' }).stdout.trim()).toBe('1');
  });
});
