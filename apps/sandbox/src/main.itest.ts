import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds, on a machine that may be busy. */
const patience = 60_000;

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    {
      rule: 'ends with 2 for a flag that is not there',
      flags: ['--bogus'],
      code: 2,
      says: "cannot read the command line: Unknown option '--bogus'; see npm start -- --help\n",
    },
    {
      rule: 'ends with 2 for a value that is none',
      flags: ['--clusters=x'],
      code: 2,
      says: 'cannot use --clusters: "x" is not a whole number from 1 to 500; see npm start -- --help\n',
    },
    {
      rule: 'says before anything starts that there is no such manifest',
      flags: ['--manifest=/nowhere.yaml'],
      code: 1,
      says: "cannot read the manifest: ENOENT: no such file or directory, open '/nowhere.yaml'; name a readable file with --manifest\n",
    },
    {
      rule: 'says before anything starts that a manifest has kinds that it does not know',
      flags: [`--manifest=${file('pod.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n')}`],
      code: 1,
      says: `cannot apply the manifest for ${join(folder, 'pod.yaml')}: Pod of v1 is not a Cluster API kind; apply it with kubectl\n`,
    },
    {
      rule: 'says before anything starts that a kubeconfig is none',
      flags: ['--no-quick-start', `--kubeconfig=${file('odd', 'a: b')}`],
      code: 1,
      says: `cannot use --kubeconfig for ${join(folder, 'odd')}: it is no kubeconfig; name the kubeconfig of an administrator of a management cluster\n`,
    },
    {
      rule: 'says that a data folder cannot be one',
      flags: ['--no-quick-start', `--data-dir=${file('file', '')}/below`],
      code: 1,
      says: `cannot use --data-dir=${join(folder, 'file')}/below: ENOTDIR: not a directory, mkdir '${join(folder, 'file')}/below'; name a folder that you may write to\n`,
    },
  ])(
    '$rule',
    ({ flags, code, says }) => {
      const main = ['--conditions=@capi/source', '--disable-warning=ExperimentalWarning', new URL('main.ts', import.meta.url).pathname];
      const { status, stdout, stderr } = spawnSync(process.execPath, [...main, ...flags], { encoding: 'utf8' });
      expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: says });
    },
    patience,
  );
});
