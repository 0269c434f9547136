import { testServer } from '../testing/test-server.ts';

const core = '/api/v1/namespaces/default/events';
const named = '/apis/events.k8s.io/v1/namespaces/default/events';

describe('events', () => {
  test('are one kind under two groups, each with its own names of fields', async () => {
    const { send } = testServer();
    const involvedObject = { kind: 'Pod', name: 'p', namespace: 'default' };
    await send('POST', core, { metadata: { name: 'e' }, involvedObject, reason: 'Started', message: 'it runs', count: 2, type: 'Normal' });
    const { body } = await send('GET', `${named}/e`);
    expect(body).toMatchObject({ apiVersion: 'events.k8s.io/v1', regarding: involvedObject, note: 'it runs', deprecatedCount: 2 });
    await send('PATCH', `${named}/e`, { note: 'it still runs' });
    expect((await send('GET', `${core}/e`)).body).toMatchObject({ apiVersion: 'v1', involvedObject, message: 'it still runs' });
  });

  test.each([`${core}?fieldSelector=involvedObject.name%3Dp,type%3DNormal`, `${named}?fieldSelector=regarding.name%3Dp,type%3DNormal`])(
    'are found by what they are about: %s',
    async (path) => {
      const { send } = testServer();
      for (const name of ['p', 'q']) {
        const involvedObject = { kind: 'Pod', name, namespace: 'default' };
        await send('POST', core, { metadata: { name }, involvedObject, reason: 'R', type: 'Normal' });
      }
      expect((await send('GET', path)).body.items).toHaveLength(1);
    },
  );
});
