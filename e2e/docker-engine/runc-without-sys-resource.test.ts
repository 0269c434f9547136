import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const wrapper = fileURLToPath(new URL('runc-without-sys-resource.sh', import.meta.url));

describe('runc without CAP_SYS_RESOURCE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capi-runc-'));
  const config = join(folder, 'config.json');
  beforeAll(() => {
    mkdirSync(join(folder, 'bin'));
    // Tells how it was called, in place of the real one.
    writeFileSync(join(folder, 'bin/runc'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const wishes = { process: { capabilities: { bounding: ['CAP_SYS_RESOURCE', 'CAP_CHOWN', 'CAP_SYS_RESOURCE'] }, oomScoreAdj: -999 } };
  const granted = { process: { capabilities: { bounding: ['CAP_CHOWN'] }, oomScoreAdj: 0 } };
  test.each<{ rule: string; args: readonly string[]; left: unknown }>([
    { rule: 'takes the wish out of a new container', args: ['--root', '/run', 'create', '--bundle', folder, 'id'], left: granted },
    { rule: 'takes it out of a process to run in one', args: ['exec', '--process', config, 'id'], left: granted },
    { rule: 'reads options in one word too', args: ['create', `--bundle=${folder}`, 'id'], left: granted },
    { rule: 'changes nothing for other commands', args: ['state', 'id'], left: wishes },
  ])('$rule', ({ args, left }) => {
    writeFileSync(config, JSON.stringify(wishes));
    const { stdout } = spawnSync('sh', [wrapper, ...args], {
      env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect(stdout).toBe(`${args.join(' ')}\n`);
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual(left);
  });
});
