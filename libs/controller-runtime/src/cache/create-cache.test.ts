import { instant, minutes, seconds, seededRandom } from '@capi/seams';
import { virtualClock, type VirtualClock } from '@capi/seams/testing';

import { createClient } from '../client/create-client.ts';
import { silentLog } from '../logging/create-log.ts';
import { fakeApiServer, type FakeApiServer } from '../testing/fake-api-server.ts';
import { aWidget, Widget } from '../testing/objects.ts';
import { createCache, type OwnedCache } from './create-cache.ts';

interface World {
  readonly server: FakeApiServer;
  readonly clock: VirtualClock;
  readonly cache: OwnedCache;
  readonly signal: AbortSignal;
  readonly names: () => readonly string[];
}

const worlds: World[] = [];
function aWorld(names: readonly string[] = [], streams = true): World {
  const server = fakeApiServer(Widget as never);
  server.streams = streams;
  for (const name of names) server.put(aWidget(name));
  const clock = virtualClock(instant(0));
  const cache = createCache({ transport: server.transport, clock, random: seededRandom(1), log: silentLog, development: true });
  const world = {
    server,
    clock,
    cache,
    signal: new AbortController().signal,
    names: () => cache.list(Widget).map(({ metadata }) => metadata.name),
  };
  worlds.push(world);
  return world;
}
afterEach(async () => {
  for (const { cache } of worlds.splice(0)) await cache.close();
});

const paths = (server: FakeApiServer): readonly string[] => server.requests.map(({ path }) => path);

describe('cache', () => {
  test('fills itself with one streamed request where the server can', async () => {
    const { cache, server, signal, names } = aWorld(['a', 'b', 'c']);
    await cache.ensure({ resource: Widget }, signal);
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(server.requests).toHaveLength(1);
    expect(paths(server)[0]).toContain('sendInitialEvents=true');
  });

  test('lists in pages where the server cannot stream, and never asks again', async () => {
    const { cache, server, clock, signal, names } = aWorld(['a', 'b', 'c'], false);
    await cache.ensure({ resource: Widget }, signal);
    await clock.settle();
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(paths(server).map((path) => /sendInitialEvents|continue|limit|resourceVersion/.exec(path)?.[0])).toEqual([
      'sendInitialEvents',
      'limit',
      'limit',
      'resourceVersion',
    ]);
  });

  test('follows what happens', async () => {
    const { cache, server, clock, signal, names } = aWorld(['a']);
    await cache.ensure({ resource: Widget }, signal);
    server.put(aWidget('b'));
    server.remove('a');
    await clock.settle();
    expect(names()).toEqual(['b']);
  });

  test.each(['closed', 'broken'] as const)('resumes where it was after a watch was %s', async (how) => {
    const { cache, server, clock, signal, names } = aWorld(['a']);
    await cache.ensure({ resource: Widget }, signal);
    await clock.advance(seconds(5));
    server.endWatches(how);
    server.put(aWidget('b'));
    await clock.advance(seconds(1));
    expect(names()).toEqual(['a', 'b']);
    expect(paths(server).filter((path) => path.includes('sendInitialEvents'))).toHaveLength(1);
  });

  test('resumes from the last bookmark, so that a quiet kind is not forgotten', async () => {
    const { cache, server, clock, signal, names } = aWorld(['a']);
    await cache.ensure({ resource: Widget }, signal);
    server.put({ ...aWidget('elsewhere') });
    await clock.settle();
    server.compact();
    server.bookmark();
    await clock.advance(seconds(5));
    server.endWatches('closed');
    await clock.advance(seconds(1));
    server.put(aWidget('b'));
    await clock.settle();
    expect(names()).toEqual(['a', 'b', 'elsewhere']);
    expect(paths(server).filter((path) => path.includes('sendInitialEvents'))).toHaveLength(1);
  });

  test('lists again when the server no longer remembers where it was', async () => {
    const { cache, server, clock, signal, names } = aWorld(['a', 'b']);
    await cache.ensure({ resource: Widget }, signal);
    server.endWatches('broken');
    server.remove('a');
    server.put(aWidget('c'));
    server.compact();
    await clock.advance(seconds(2));
    expect(names()).toEqual(['b', 'c']);
  });

  test('gives up a watch on which nothing arrives any more', async () => {
    const { cache, server, clock, signal } = aWorld(['a']);
    await cache.ensure({ resource: Widget }, signal);
    await clock.advance(minutes(2));
    expect(server.requests).toHaveLength(1);
    await clock.advance(minutes(2));
    expect(server.requests).toHaveLength(2);
    expect(server.watchers()).toBe(1);
  });

  test('backs off while the server is away', async () => {
    const { cache, server, clock, signal } = aWorld(['a']);
    await cache.ensure({ resource: Widget }, signal);
    server.refuse = () => ({ status: 503, body: { kind: 'Status', code: 503, reason: 'ServiceUnavailable' } });
    server.endWatches('broken');
    await clock.advance(minutes(5));
    expect(server.requests.length).toBeLessThan(25);
    server.refuse = undefined;
    await clock.advance(seconds(45));
    expect(server.watchers()).toBe(1);
  });

  test('says no at once when the server refuses the first list, and tries again when asked again', async () => {
    const { cache, server, signal, names } = aWorld(['a']);
    server.refuse = () => ({ status: 404, body: { kind: 'Status', code: 404, reason: 'NotFound', message: 'no such kind' } });
    await expect(cache.ensure({ resource: Widget }, signal)).rejects.toThrow('no such kind');
    server.refuse = undefined;
    await cache.ensure({ resource: Widget }, signal);
    expect(names()).toEqual(['a']);
  });

  test('shows an own write before its promise resolves', async () => {
    const { cache, server, signal } = aWorld(['a']);
    const client = createClient({ transport: server.transport, observer: cache.observer });
    await cache.ensure({ resource: Widget }, signal);
    await client.patch(Widget, { namespace: 'team-a', name: 'a' }, { type: 'merge', body: { spec: { size: 1 } } }, signal);
    expect(cache.get(Widget, { namespace: 'team-a', name: 'a' })?.spec).toEqual({ size: 1 });
    await client.delete(Widget, { namespace: 'team-a', name: 'a' }, signal);
    expect(cache.list(Widget)).toEqual([]);
  });

  test('refuses to read a kind that nobody ensured', () => {
    const { cache } = aWorld();
    expect(() => cache.list(Widget)).toThrow('widgets.example.io/v1 is not cached');
  });

  test('refuses two different views of one kind', async () => {
    const { cache, signal } = aWorld();
    await cache.ensure({ resource: Widget }, signal);
    await expect(cache.ensure({ resource: Widget, metadataOnly: true }, signal)).rejects.toThrow('another scope');
  });
});
