import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { systemClock } from '@capi/controller-runtime';
import { milliseconds, type Clock } from '@capi/seams';

import { supervise, type Ending } from './supervise.ts';

describe('a supervised process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  /** Waits as long as nothing takes, and notes how long it was asked to. */
  const pauses: number[] = [];
  const hurried: Clock = {
    ...systemClock(),
    sleep: (duration, signal) => {
      pauses.push(duration);
      return systemClock().sleep(milliseconds(1), signal);
    },
  };
  const program = (script: string) => ({ command: process.execPath, args: ['-e', script] });

  test('is started again after pauses that double, until given up', async () => {
    const starts: number[] = [];
    const ending = await supervise(
      {
        program: program('console.log("alive"); process.exit(3)'),
        logFile: join(folder, 'a.log'),
        started: ({ restarts }) => starts.push(restarts),
        ended: () => undefined,
        giveUp: (_, restarts) => restarts === 2,
      },
      hurried,
      new AbortController().signal,
    );
    expect(ending).toEqual({ code: 3, signal: null });
    expect(starts).toEqual([0, 1, 2]);
    expect(pauses.slice(0, 2)).toEqual([250, 500]);
    expect(readFileSync(join(folder, 'a.log'), 'utf8')).toBe('alive\nalive\nalive\n');
  });

  test('is asked to end when the signal is aborted', async () => {
    const stop = new AbortController();
    const endings: Ending[] = [];
    const done = supervise(
      {
        program: program('setInterval(() => {}, 1000)'),
        logFile: join(folder, 'b.log'),
        started: () => stop.abort(),
        ended: (ending) => endings.push(ending),
      },
      systemClock(),
      stop.signal,
    );
    expect(await done).toEqual({ code: null, signal: 'SIGTERM' });
    expect(endings).toHaveLength(1);
  });
});
