import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { testServer, type TestServer } from '../testing/test-server.ts';
import { aWidget, crds, widgetCrd, widgets } from '../testing/widget-crd.ts';
import { sqliteStore } from './sqlite-store.ts';

describe('SQLite store', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'apiserver-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const start = (): TestServer => testServer({ store: sqliteStore(join(folder, 'state.db')) });

  test('a server that is started again is where it was, and counts on', async () => {
    const before = start();
    await before.send('POST', crds, widgetCrd);
    await before.send('POST', widgets, aWidget('a'));
    await before.send('POST', widgets, aWidget('b'));
    await before.send('DELETE', `${widgets}/b`);
    const list = await before.send('GET', widgets);
    // Not closed: what was acknowledged is kept even when the process is killed.
    const after = start();
    expect((await after.send('GET', widgets)).body).toEqual(list.body);
    const resumed = await after.watch(`${widgets}?watch=true&resourceVersion=${list.body.metadata.resourceVersion}`);
    const created = await after.send('POST', widgets, aWidget('c'));
    expect(Number(created.body.metadata.resourceVersion)).toBe(Number(list.body.metadata.resourceVersion) + 1);
    expect((await resumed.take(1))[0].object.metadata.name).toBe('c');
    const [event] = await (await after.watch(`${widgets}?watch=true&resourceVersion=1`)).take(1);
    expect(event.object.code).toBe(410);
    await before.server.close();
    await after.server.close();
  });

  test('a server that was killed within a deletion finishes it', async () => {
    const before = start();
    await before.send('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    await before.send('POST', '/api/v1/namespaces/team/secrets', { metadata: { name: 's' } });
    // Closing right after the request leaves the work that follows from it undone.
    const deleting = before.send('DELETE', '/api/v1/namespaces/team');
    const closing = before.server.close();
    await Promise.allSettled([deleting, closing]);
    const after = start();
    await after.clock.settle();
    expect((await after.send('GET', '/api/v1/namespaces/team')).status).toBe(404);
    await after.server.close();
  });

  test('what was acknowledged survives that the process is killed at any moment', async () => {
    const path = join(folder, 'state.db');
    const writer = fileURLToPath(new URL('../testing/write-until-killed.ts', import.meta.url));
    const flags = ['--conditions=@capi/source', '--disable-warning=ExperimentalWarning'];
    const child = spawn(process.execPath, [...flags, writer, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line);
      if (acknowledged === 500) child.kill('SIGKILL');
    }
    expect(acknowledged).toBeGreaterThanOrEqual(500);
    const store = sqliteStore(path);
    const { revision, records } = store.load();
    expect(revision).toBeGreaterThanOrEqual(acknowledged);
    expect([...records].map((record) => record.revision)).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
    store.close();
  });

  test('the file is readable by its owner only', async () => {
    const { server } = start();
    expect(statSync(join(folder, 'state.db')).mode & 0o077).toBe(0);
    await server.close();
  });
});
