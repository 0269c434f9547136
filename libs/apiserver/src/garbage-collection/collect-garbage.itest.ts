import { testServer, type TestServer } from '../testing/test-server.ts';
import { aWidget, crds, widgetCrd, widgets } from '../testing/widget-crd.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';

interface Made extends TestServer {
  readonly owner: (name: string, metadata?: object) => Promise<object>;
  readonly dependent: (name: string, owners: readonly object[], metadata?: object) => Promise<void>;
  readonly names: () => Promise<string[]>;
}

async function world(): Promise<Made> {
  const server = testServer();
  await server.send('POST', crds, widgetCrd);
  return {
    ...server,
    async owner(name, metadata = {}) {
      const { body } = await server.send('POST', widgets, aWidget(name, {}, metadata as Record<string, unknown>));
      return { apiVersion: 'example.com/v1', kind: 'Widget', name, uid: body.metadata.uid };
    },
    async dependent(name, ownerReferences, metadata = {}) {
      const { status } = await server.send('POST', configMaps, { metadata: { name, ownerReferences, ...metadata } });
      expect(status).toBe(201);
    },
    async names() {
      await server.clock.settle();
      return (await server.send('GET', configMaps)).body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    },
  };
}

describe('garbage collection', () => {
  test('deletes what has lost its only owner', async () => {
    const { send, owner, dependent, names } = await world();
    const a = await owner('a');
    await dependent('mine', [a]);
    await dependent('free', []);
    await send('DELETE', `${widgets}/a`);
    expect(await names()).toEqual(['free']);
  });

  test('keeps what has another owner, and forgets the one that is gone', async () => {
    const { send, owner, dependent, names } = await world();
    const [a, b] = [await owner('a'), await owner('b')];
    await dependent('ours', [a, b]);
    await send('DELETE', `${widgets}/a`);
    expect(await names()).toEqual(['ours']);
    expect((await send('GET', `${configMaps}/ours`)).body.metadata.ownerReferences).toEqual([b]);
  });

  test('deletes what names an owner that never was', async () => {
    const { owner, dependent, names } = await world();
    const a = await owner('a');
    await dependent('stray', [{ ...a, uid: 'another' }]);
    expect(await names()).toEqual([]);
  });

  test('leaves alone what is owned by a kind that is not served', async () => {
    const { dependent, names } = await world();
    await dependent('kept', [{ apiVersion: 'unknown.io/v1', kind: 'Thing', name: 'x', uid: 'x' }]);
    expect(await names()).toEqual(['kept']);
  });

  test('in the foreground, lets the owner go after all that blocks it', async () => {
    const { send, owner, dependent, names } = await world();
    const a = await owner('a');
    await dependent('slow', [{ ...a, blockOwnerDeletion: true }], { finalizers: ['example.com/wait'] });
    await dependent('quick', [a]);
    const deleted = await send('DELETE', `${widgets}/a?propagationPolicy=Foreground`);
    expect(deleted.body.metadata.finalizers).toEqual(['foregroundDeletion']);
    expect(await names()).toEqual(['slow']);
    expect((await send('GET', `${widgets}/a`)).status).toBe(200);
    await send('PATCH', `${configMaps}/slow`, { metadata: { finalizers: null } });
    expect(await names()).toEqual([]);
    expect((await send('GET', `${widgets}/a`)).status).toBe(404);
  });

  test('orphans what is owned when asked to', async () => {
    const { send, owner, dependent, names } = await world();
    const a = await owner('a');
    await dependent('kept', [a]);
    await send('DELETE', `${widgets}/a`, { propagationPolicy: 'Orphan' });
    expect(await names()).toEqual(['kept']);
    expect((await send('GET', `${configMaps}/kept`)).body.metadata.ownerReferences).toBeUndefined();
    expect((await send('GET', `${widgets}/a`)).status).toBe(404);
  });
});
