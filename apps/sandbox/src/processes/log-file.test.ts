import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openLogFile } from './log-file.ts';

// A device of Linux that has no space left.
const fullDevice = '/dev/full';
if (!existsSync(fullDevice)) process.stdout.write(`not run: writing to a full disk: there is no ${fullDevice}\n`);
const whereThereIsOne = existsSync(fullDevice) ? describe : describe.skip;

describe('a log file', () => {
  test('takes what is written, after what was there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const path = join(folder, 'a.log');
    for (const text of ['first\n', 'second\n']) await once(openLogFile(path).end(text), 'finish');
    expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
    rmSync(folder, { recursive: true });
  });
});

whereThereIsOne('a log file on a full disk', () => {
  test('takes what is written, and loses it', async () => {
    const log = openLogFile(fullDevice);
    for (let line = 0; line < 100; line += 1) log.write('x'.repeat(1000));
    await once(log.end(), 'finish');
    expect(log.errored).toBeNull();
  });
});
