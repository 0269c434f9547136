import { minutes, seconds } from '@capi/seams';

import { testServer } from '../testing/test-server.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const labelled = (name: string, color: string): object => ({ metadata: { name, labels: { color } } });
const seen = (events: { type: string; object: { metadata: { name: string } } }[]): string[] =>
  events.map(({ type, object }) => `${type} ${object.metadata.name}`);

describe('watch', () => {
  test('shows what enters a selection as added and what leaves it as deleted, as of the change', async () => {
    const { send, watch } = testServer();
    const red = await watch(`${configMaps}?watch=true&labelSelector=color%3Dred`);
    await send('POST', configMaps, labelled('a', 'blue'));
    const { body } = await send('PATCH', `${configMaps}/a`, { metadata: { labels: { color: 'red' } } });
    const left = await send('PATCH', `${configMaps}/a`, { metadata: { labels: { color: 'blue' } } });
    const [added, deleted] = await red.take(2);
    expect([added.type, added.object]).toEqual(['ADDED', body]);
    expect([deleted.type, deleted.object.metadata.labels, deleted.object.metadata.resourceVersion]).toEqual([
      'DELETED',
      { color: 'red' },
      left.body.metadata.resourceVersion,
    ]);
  });

  test('shows one namespace only', async () => {
    const { send, watch } = testServer();
    const here = await watch(`${configMaps}?watch=true`);
    await send('POST', '/api/v1/namespaces/kube-system/configmaps', { metadata: { name: 'there' } });
    await send('POST', configMaps, { metadata: { name: 'here' } });
    expect(seen(await here.rest())).toEqual(['ADDED here']);
  });

  test('begins with a list when asked to, and says when it is complete', async () => {
    const { send, watch } = testServer();
    await send('POST', configMaps, { metadata: { name: 'a' } });
    const streamed = await watch(`${configMaps}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`);
    const [added, bookmark] = await streamed.take(2);
    expect(added.type).toBe('ADDED');
    expect(bookmark).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        apiVersion: 'v1',
        metadata: { resourceVersion: '5', creationTimestamp: null, annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
  });

  test('tells a quiet watcher every minute how far it is', async () => {
    const { send, watch, clock } = testServer();
    const quiet = await watch(`${configMaps}?watch=true&allowWatchBookmarks=true`);
    await send('POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 's' } });
    await clock.advance(minutes(1));
    expect((await quiet.rest()).map((event) => [event.type, event.object.metadata.resourceVersion])).toEqual([['BOOKMARK', '5']]);
    quiet.stop();
    await clock.settle();
    expect(clock.untilNext()).toBeUndefined(); // an idle server needs no timer
  });

  test('ends when its time is up', async () => {
    const { watch, clock } = testServer();
    const short = await watch(`${configMaps}?watch=true&timeoutSeconds=5`);
    await clock.advance(seconds(5));
    expect(await short.take(1)).toEqual([{ type: 'END' }]);
  });

  test('cannot resume from a version that is forgotten or not reached', async () => {
    const { send, watch } = testServer({ historySize: 2 });
    for (let round = 0; round < 10; round += 1) await send('POST', configMaps, { metadata: { name: `c${round}` } });
    const [old] = await (await watch(`${configMaps}?watch=true&resourceVersion=5`)).take(1);
    expect([old.type, old.object.code, old.object.reason]).toEqual(['ERROR', 410, 'Expired']);
    const [early] = await (await watch(`${configMaps}?watch=true&resourceVersion=999`)).take(1);
    expect([early.type, early.object.details.causes[0].reason]).toEqual(['ERROR', 'ResourceVersionTooLarge']);
  });

  test('encodes an event once, however many watch it', async () => {
    const { send, server } = testServer();
    const watchers = await Promise.all(
      Array.from({ length: 3 }, () =>
        server
          .transport({ username: 'u', groups: [] })
          .send({ method: 'GET', path: `${configMaps}?watch=true` }, new AbortController().signal),
      ),
    );
    await send('POST', configMaps, { metadata: { name: 'a' } });
    const lines = await Promise.all(
      watchers.map(async (response) => {
        for await (const line of response.lines()) return line;
        return undefined;
      }),
    );
    expect(new Set(lines).size).toBe(1);
  });
});
