import { createLog } from '@capi/controller-runtime';
import { minutes, seconds } from '@capi/seams';

import { notKept } from '../errors/status-error.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';
import { memoryStore, type Store } from './store.ts';

interface FillingServer extends TestServer {
  /** How many writes there is space for. */
  readonly disk: { room: number };
  readonly lines: string[];
}

function aServer(): FillingServer {
  const lines: string[] = [];
  const disk = { room: Number.POSITIVE_INFINITY };
  const kept = memoryStore();
  const store: Store = {
    ...kept,
    write(change) {
      if (disk.room <= 0) throw notKept('no space is left');
      disk.room -= 1;
      kept.write(change);
    },
  };
  const log = createLog({ enabled: (level) => level !== 'debug', write: (_level, message) => void lines.push(message) });
  return { ...testServer({ log, store }), disk, lines };
}

const maps = '/api/v1/namespaces/default/configmaps';
const aMap = (name: string, owner?: string) => ({
  metadata: {
    name,
    ...(owner === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner }] }),
  },
});

describe('a server whose store is full', () => {
  test('refuses writes and says why, and goes on answering reads', async () => {
    const server = aServer();
    await server.send('POST', maps, aMap('a'));
    const before = await server.send('GET', maps);
    server.disk.room = 0;
    for (const answer of [
      await server.send('POST', maps, aMap('b')),
      await server.send('PATCH', `${maps}/a`, { data: { x: '1' } }),
      await server.send('DELETE', `${maps}/a`),
    ]) {
      expect(answer.body).toMatchObject({ code: 507, reason: 'InternalError', message: 'the change cannot be kept: no space is left' });
    }
    expect((await server.send('GET', maps)).body).toEqual(before.body);
    server.disk.room = Number.POSITIVE_INFINITY;
    const after = await server.send('POST', maps, aMap('b'));
    expect(Number(after.body.metadata.resourceVersion)).toBe(Number(before.body.metadata.resourceVersion) + 1);
    await server.server.close();
  });

  test('tells its watchers of nothing that was not kept', async () => {
    const server = aServer();
    const watch = await server.watch(`${maps}?watch=true`);
    server.disk.room = 0;
    await server.send('POST', maps, aMap('a'));
    server.disk.room = Number.POSITIVE_INFINITY;
    await server.send('POST', maps, aMap('b'));
    expect((await watch.rest()).map((event) => event.object.metadata.name)).toEqual(['b']);
    watch.stop();
    await server.server.close();
  });

  test('collects garbage once there is space again', async () => {
    const server = aServer();
    const owner = await server.send('POST', maps, aMap('owner'));
    await server.send('POST', maps, aMap('owned', owner.body.metadata.uid));
    // For the deletion itself, not for what follows from it.
    server.disk.room = 1;
    await server.send('DELETE', `${maps}/owner`);
    await server.clock.advance(seconds(20));
    expect((await server.send('GET', maps)).body.items).toHaveLength(1);
    server.disk.room = Number.POSITIVE_INFINITY;
    await server.clock.advance(minutes(1));
    expect((await server.send('GET', maps)).body.items).toEqual([]);
    await server.server.close();
  });

  test('says so once in its log, and once that it is over', async () => {
    const server = aServer();
    server.disk.room = 0;
    for (let write = 0; write < 100; write += 1) await server.send('POST', maps, aMap('a'));
    server.disk.room = Number.POSITIVE_INFINITY;
    await server.send('POST', maps, aMap('a'));
    await server.clock.advance(minutes(1));
    await server.send('POST', maps, aMap('b'));
    expect(server.lines).toEqual(['A change was refused, since it cannot be kept', 'A problem is over']);
    await server.server.close();
  });
});
