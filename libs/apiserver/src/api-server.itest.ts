import { testServer, type TestServer } from './testing/test-server.ts';
import { aWidget, crds, widgetCrd, widgets } from './testing/widget-crd.ts';

async function withWidgets(): Promise<TestServer> {
  const server = testServer();
  const { status } = await server.send('POST', crds, widgetCrd);
  expect(status).toBe(201);
  return server;
}

describe('API server', () => {
  test('serves a custom resource as soon as its definition is created', async () => {
    const { send } = await withWidgets();
    const created = await send('POST', widgets, aWidget('a'));
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ metadata: { name: 'a', namespace: 'default', generation: 1 }, spec: { size: 1, mode: 'Fast' } });
    expect((await send('GET', `${widgets}/a`)).body).toEqual(created.body);
    const list = await send('GET', widgets);
    expect(list.body).toMatchObject({ kind: 'WidgetList', apiVersion: 'example.com/v1', items: [{ metadata: { name: 'a' } }] });
  });

  test('refuses an invalid object with the paths of all its faults', async () => {
    const { send } = await withWidgets();
    const { status, body } = await send('POST', widgets, aWidget('a', { size: 'big', mode: 'Odd' }));
    expect(status).toBe(422);
    expect(body.message).toContain('Widget.example.com "a" is invalid');
    expect(body.details.causes.map((cause: { field: string }) => cause.field).toSorted()).toEqual(['<nil>', 'spec.mode', 'spec.size']);
  });

  test('streams what happens, from what is there or from a version on', async () => {
    const { send, watch } = await withWidgets();
    const first = await send('POST', widgets, aWidget('a'));
    const all = await watch(`${widgets}?watch=true`);
    const later = await watch(`${widgets}?watch=1&resourceVersion=${first.body.metadata.resourceVersion}`);
    await send('PATCH', `${widgets}/a`, { spec: { size: 2 } });
    await send('DELETE', `${widgets}/a`);
    expect((await all.take(3)).map((event) => [event.type, event.object.spec.size])).toEqual([
      ['ADDED', 1],
      ['MODIFIED', 2],
      ['DELETED', 2],
    ]);
    expect((await later.take(2)).map((event) => event.type)).toEqual(['MODIFIED', 'DELETED']);
  });

  test('writes nothing when nothing changes, and counts generations of the spec only', async () => {
    const { send } = await withWidgets();
    const created = await send('POST', widgets, aWidget('a'));
    const same = await send('PATCH', `${widgets}/a`, { spec: { size: 1 } });
    expect(same.body.metadata.resourceVersion).toBe(created.body.metadata.resourceVersion);
    const status = await send('PATCH', `${widgets}/a/status`, { status: { phase: 'Up' }, spec: { size: 5 } });
    expect(status.body).toMatchObject({ metadata: { generation: 1 }, spec: { size: 1 }, status: { phase: 'Up' } });
    const spec = await send('PATCH', `${widgets}/a`, { status: { phase: 'Down' }, spec: { size: 5 } });
    expect(spec.body).toMatchObject({ metadata: { generation: 2 }, spec: { size: 5 }, status: { phase: 'Up' } });
  });

  test('refuses a write that is based on an old version', async () => {
    const { send } = await withWidgets();
    const created = await send('POST', widgets, aWidget('a'));
    await send('PATCH', `${widgets}/a`, { spec: { size: 2 } });
    const { status, body } = await send('PUT', `${widgets}/a`, created.body);
    expect([status, body.reason]).toEqual([409, 'Conflict']);
  });
});
