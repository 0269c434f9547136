import { pbkdf2Sync } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { Profile } from 'pprof-format';

import { diagnostics } from '../health/diagnostics.ts';
import { listen, type Listening } from '../health/listen.ts';
import { silentLog } from '../logging/create-log.ts';
import { verbosityPage } from '../logging/verbosity-page.ts';
import { createVerbosity } from '../logging/verbosity.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { systemClock } from '../timing/system-clock.ts';
import { profiles } from './profiles.ts';

describe('debug pages', () => {
  const verbosity = createVerbosity(2);
  let server: Listening;
  beforeAll(async () => {
    const pages = { profiles: profiles(systemClock()), verbosity: verbosityPage(verbosity, silentLog) };
    server = await listen('diagnostics', '127.0.0.1:0', diagnostics(createMetrics(), pages));
  });
  afterAll(() => server.close());
  const visit = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://${server.address}${path}`, { ...init, headers: { connection: 'close' } });

  test('record CPU time by function, as pprof reads it', async () => {
    let busy = true;
    const spin = (): void => {
      // A function of Node: V8 leaves those of jest's own world out of profiles.
      pbkdf2Sync('busy', 'work', 20_000, 32, 'sha256');
      if (busy) setImmediate(spin);
    };
    spin();
    const answer = await visit('/debug/pprof/profile?seconds=0.3');
    busy = false;
    expect(answer.status).toBe(200);
    const { stringTable, sample, sampleType } = Profile.decode(gunzipSync(Buffer.from(await answer.arrayBuffer())));
    expect(stringTable.strings).toContain('pbkdf2Sync');
    expect(sample.length).toBeGreaterThan(0);
    expect(sampleType.map(({ unit }) => stringTable.strings[Number(unit)])).toEqual(['count', 'nanoseconds']);
  });

  test('record who allocates', async () => {
    const kept: object[] = [];
    const hoard = setInterval(() => kept.push(Array.from({ length: 20_000 }, (_, index) => ({ index }))), 5);
    const answer = await visit('/debug/pprof/heap?seconds=0.3');
    clearInterval(hoard);
    const { stringTable, sample } = Profile.decode(gunzipSync(Buffer.from(await answer.arrayBuffer())));
    expect(stringTable.strings).toContain('inuse_space');
    expect(sample.length).toBeGreaterThan(0);
  });

  test('record one profile at a time', async () => {
    const [first, second] = await Promise.all([visit('/debug/pprof/profile?seconds=0.3'), visit('/debug/pprof/heap?seconds=0.3')]);
    expect(new Set([first.status, second.status])).toEqual(new Set([200, 409]));
  });

  test.each([
    { path: '/debug/pprof/', status: 200, says: '/debug/pprof/profile' },
    { path: '/debug/pprof/goroutine', status: 404, says: 'There is no profile goroutine' },
    { path: '/debug/pprof/profile?seconds=0', status: 400, says: 'above 0' },
    { path: '/debug/pprof/profile?seconds=301', status: 400, says: 'at most 300' },
  ])('answer $path with $status', async ({ path, status, says }) => {
    const answer = await visit(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(says);
  });

  test('change how much is logged, until the process ends', async () => {
    expect((await visit('/debug/flags/v', { method: 'PUT', body: '5' })).status).toBe(200);
    expect(verbosity.level).toBe(5);
    expect(await (await visit('/debug/flags/v')).text()).toBe('5\n');
    expect((await visit('/debug/flags/v', { method: 'PUT', body: 'more' })).status).toBe(400);
    expect((await visit('/debug/flags/v', { method: 'DELETE' })).status).toBe(405);
    expect(verbosity.level).toBe(5);
  });
});
