import { testServer } from '../testing/test-server.ts';

const namespaces = '/api/v1/namespaces';

describe('namespace', () => {
  test('those of every cluster are there from the start, with their name as a label', async () => {
    const { send } = testServer();
    const { body } = await send('GET', namespaces);
    expect(body.items.map((item: { metadata: { labels: object } }) => item.metadata.labels)).toEqual(
      ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => ({ 'kubernetes.io/metadata.name': name })),
    );
  });

  test('takes what is in it along, and takes in nothing new while it goes', async () => {
    const { send, clock } = testServer();
    await send('POST', namespaces, { metadata: { name: 'team' } });
    const secrets = `${namespaces}/team/secrets`;
    await send('POST', secrets, { metadata: { name: 'plain' } });
    await send('POST', secrets, { metadata: { name: 'held', finalizers: ['example.com/wait'] } });
    const deleted = await send('DELETE', `${namespaces}/team`);
    expect(deleted.body.status.phase).toBe('Terminating');
    await clock.settle();
    expect((await send('GET', secrets)).body.items).toHaveLength(1);
    const refused = await send('POST', secrets, { metadata: { name: 'late' } });
    expect([refused.status, refused.body.details.causes[0].reason]).toEqual([403, 'NamespaceTerminating']);
    await send('PATCH', `${secrets}/held`, { metadata: { finalizers: [] } });
    await clock.settle();
    expect((await send('GET', `${namespaces}/team`)).status).toBe(404);
  });

  test('has to be there before anything is created in it', async () => {
    const { send } = testServer();
    const { status, body } = await send('POST', `${namespaces}/nowhere/secrets`, { metadata: { name: 'a' } });
    expect([status, body.message]).toEqual([404, 'namespaces "nowhere" not found']);
  });
});
