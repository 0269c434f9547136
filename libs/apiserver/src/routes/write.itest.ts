import { testServer, type TestServer } from '../testing/test-server.ts';
import { aWidget, crds, widgetCrd, widgets } from '../testing/widget-crd.ts';

const secrets = '/api/v1/namespaces/default/secrets';
const deployments = '/apis/apps/v1/namespaces/default/deployments';

async function withWidgets(): Promise<TestServer> {
  const server = testServer();
  await server.send('POST', crds, widgetCrd);
  return server;
}

describe('create', () => {
  test('draws a name from a prefix', async () => {
    const { send } = testServer();
    const { body } = await send('POST', secrets, { metadata: { generateName: 'token-' } });
    expect(body.metadata.name).toMatch(/^token-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('refuses a name that is taken', async () => {
    const { send } = testServer();
    await send('POST', secrets, { metadata: { name: 's' } });
    const { status, body } = await send('POST', secrets, { metadata: { name: 's' } });
    expect([status, body.reason, body.message]).toEqual([409, 'AlreadyExists', 'secrets "s" already exists']);
  });

  test('stores nothing in a dry run', async () => {
    const { send } = testServer();
    const { status, body } = await send('POST', `${secrets}?dryRun=All`, { metadata: { name: 's' } });
    expect([status, body.metadata.resourceVersion]).toEqual([201, undefined]);
    expect((await send('GET', `${secrets}/s`)).status).toBe(404);
  });

  test.each([
    { validation: 'Strict', status: 400, warning: undefined },
    { validation: 'Warn', status: 201, warning: '299 - "unknown field \\"spec.extra\\""' },
    { validation: 'Ignore', status: 201, warning: undefined },
  ])('deals with unknown fields as $validation says', async ({ validation, status, warning }) => {
    const { send } = await withWidgets();
    const answer = await send('POST', `${widgets}?fieldValidation=${validation}`, aWidget('a', { extra: 1 }));
    expect([answer.status, answer.headers['warning']]).toEqual([status, warning]);
    expect(answer.body.spec?.extra).toBeUndefined();
  });

  test('refuses another kind, another namespace and metadata of the wrong type', async () => {
    const { send } = testServer();
    expect((await send('POST', secrets, { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } })).status).toBe(400);
    for (const field of ['kind', 'apiVersion']) {
      expect((await send('POST', secrets, { kind: 'Secret', [field]: { toString: null }, metadata: { name: 'a' } })).status).toBe(400);
    }
    expect((await send('POST', secrets, { metadata: { name: 'a', namespace: 'other' } })).status).toBe(400);
    expect((await send('POST', secrets, { metadata: { name: 5 } })).status).toBe(400);
    const { body } = await send('POST', secrets, { metadata: { name: 'Upper', labels: { 'a b': 'c' }, finalizers: ['x y'] } });
    expect(body.details.causes.map((cause: { field: string }) => cause.field)).toEqual([
      'metadata.name',
      'metadata.labels',
      'metadata.finalizers',
    ]);
  });

  test('encodes the text form of secrets, and never quotes a value in a refusal', async () => {
    const { send } = testServer();
    const { body } = await send('POST', secrets, { metadata: { name: 's' }, stringData: { a: 'hello' } });
    expect(body).toMatchObject({ type: 'Opaque', data: { a: 'aGVsbG8=' } });
    const refused = await send('PATCH', `${secrets}/s`, { data: { a: 'top secret' } });
    expect([refused.status, JSON.stringify(refused.body).includes('top secret')]).toEqual([422, false]);
  });
});

describe('update', () => {
  test('of a custom resource names the version that it is based on', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a'));
    const { status, body } = await send('PUT', `${widgets}/a`, aWidget('a', { size: 2 }));
    expect([status, body.details.causes[0].field]).toEqual([422, 'metadata.resourceVersion']);
  });

  test('keeps what is not the client to say', async () => {
    const { send } = await withWidgets();
    const { body } = await send('POST', widgets, aWidget('a'));
    const { name, namespace, resourceVersion } = body.metadata;
    const changed = await send('PUT', `${widgets}/a`, aWidget('a', { size: 3 }, { name, namespace, resourceVersion, generation: 77 }));
    expect(changed.body.metadata).toMatchObject({
      uid: body.metadata.uid,
      creationTimestamp: body.metadata.creationTimestamp,
      generation: 2,
    });
  });

  test('that takes the last finalizer of a deleted object away deletes it', async () => {
    const { send, watch } = await withWidgets();
    await send('POST', widgets, aWidget('a', {}, { finalizers: ['example.com/x'] }));
    const deleted = await send('DELETE', `${widgets}/a`);
    expect(deleted.body.metadata).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:00Z', generation: 2 });
    const added = await send('PATCH', `${widgets}/a`, { metadata: { finalizers: ['example.com/x', 'example.com/y'] } });
    expect([added.status, added.body.details.causes[0].reason]).toEqual([422, 'FieldValueForbidden']);
    const watching = await watch(`${widgets}?watch=true&resourceVersion=${deleted.body.metadata.resourceVersion}`);
    expect((await send('PATCH', `${widgets}/a`, { metadata: { finalizers: [] } })).status).toBe(200);
    const [event] = await watching.take(1);
    expect([event.type, event.object.metadata.finalizers]).toEqual(['DELETED', undefined]);
    expect((await send('GET', `${widgets}/a`)).status).toBe(404);
  });

  test('of an immutable secret is refused', async () => {
    const { send } = testServer();
    await send('POST', secrets, { metadata: { name: 's' }, immutable: true, data: { a: 'YQ==' } });
    const { body } = await send('PATCH', `${secrets}/s`, { data: { a: 'Yg==' } });
    expect(body.message).toBe('Secret "s" is invalid: data: Forbidden: field is immutable when `immutable` is set');
  });
});

describe('patch', () => {
  const deployment = {
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { app: 'd' } },
      template: {
        metadata: { labels: { app: 'd' } },
        spec: {
          containers: [
            { name: 'a', image: 'one' },
            { name: 'b', image: 'two' },
          ],
        },
      },
    },
  };

  test.each([
    { type: 'application/merge-patch+json', body: { metadata: { labels: { x: 'y' } } } },
    { type: 'application/json-patch+json', body: [{ op: 'add', path: '/metadata/labels', value: { x: 'y' } }] },
    { type: 'application/strategic-merge-patch+json', body: { metadata: { labels: { x: 'y' } } } },
    { type: 'application/apply-patch+yaml', body: 'metadata: {name: d, labels: {x: y}}' },
    // Begins like JSON, and is none.
    { type: 'application/apply-patch+yaml;', body: '{metadata: {name: d, labels: {x: y}}}' },
  ])('understands $type', async ({ type, body }) => {
    const { send } = testServer();
    await send('POST', deployments, deployment);
    const patched = await send('PATCH', `${deployments}/d?fieldManager=test`, body, { 'content-type': type });
    expect([patched.status, patched.body.metadata.labels]).toEqual([200, { x: 'y' }]);
  });

  test('merges lists by their keys where the kind has them', async () => {
    const { send } = testServer();
    await send('POST', deployments, deployment);
    const body = { spec: { template: { spec: { containers: [{ name: 'b', image: 'three' }] } } } };
    const patched = await send('PATCH', `${deployments}/d`, body, { 'content-type': 'application/strategic-merge-patch+json' });
    expect(patched.body.spec.template.spec.containers.map((container: { image: string }) => container.image)).toEqual(['one', 'three']);
  });

  test('is no strategic one for custom resources', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a'));
    const { status } = await send('PATCH', `${widgets}/a`, {}, { 'content-type': 'application/strategic-merge-patch+json' });
    expect(status).toBe(415);
  });

  test('with a version in it is an optimistic lock', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a'));
    const { body } = await send('PATCH', `${widgets}/a`, { metadata: { resourceVersion: '1' }, spec: { size: 2 } });
    expect(body.reason).toBe('Conflict');
  });
});

describe('server-side apply', () => {
  const type = { 'content-type': 'application/apply-patch+yaml' };
  const apply = (server: TestServer, manager: string, spec: object, query = ''): ReturnType<TestServer['send']> =>
    server.send('PATCH', `${widgets}/a?fieldManager=${manager}${query}`, aWidget('a', spec as Record<string, unknown>), type);

  test('creates what is not there, and writes nothing when it is repeated', async () => {
    const server = await withWidgets();
    const created = await apply(server, 'one', { size: 1 });
    const repeated = await apply(server, 'one', { size: 1 });
    expect([created.status, repeated.status]).toEqual([201, 200]);
    expect(repeated.body.metadata.resourceVersion).toBe(created.body.metadata.resourceVersion);
  });

  test('names who holds a field that it may not take, and takes it when forced', async () => {
    const server = await withWidgets();
    await apply(server, 'one', { size: 1 });
    const refused = await apply(server, 'two', { size: 2 });
    expect([refused.status, refused.body.details.causes]).toEqual([
      409,
      [{ reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.spec.size' }],
    ]);
    expect((await apply(server, 'two', { size: 2 }, '&force=true')).body.spec.size).toBe(2);
  });

  test('takes away what the manager no longer names', async () => {
    const server = await withWidgets();
    await apply(server, 'one', { size: 1, replicas: 3 });
    expect((await apply(server, 'one', { size: 1 })).body.spec).toEqual({ size: 1, mode: 'Fast' });
  });

  test('needs a manager', async () => {
    const { send } = await withWidgets();
    expect((await send('PATCH', `${widgets}/a`, aWidget('a'), type)).body.details.causes[0].field).toBe('fieldManager');
  });
});

describe('scale', () => {
  test('reads and writes the number of replicas', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a', { replicas: 2 }));
    await send('PATCH', `${widgets}/a/status`, { status: { replicas: 1, selector: 'app=a' } });
    const { body } = await send('GET', `${widgets}/a/scale`);
    expect(body).toMatchObject({ kind: 'Scale', spec: { replicas: 2 }, status: { replicas: 1, selector: 'app=a' } });
    await send('PUT', `${widgets}/a/scale`, { ...body, spec: { replicas: 5 } });
    await send('PATCH', `${widgets}/a/scale`, { spec: { replicas: 6 } });
    expect((await send('GET', `${widgets}/a`)).body).toMatchObject({ spec: { replicas: 6 }, metadata: { generation: 3 } });
  });
});

describe('delete', () => {
  test('answers with a Status, or with the object while finalizers hold it', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a'));
    await send('POST', widgets, aWidget('b', {}, { finalizers: ['example.com/x'] }));
    expect((await send('DELETE', `${widgets}/a`)).body).toMatchObject({ status: 'Success', details: { name: 'a', kind: 'widgets' } });
    expect((await send('DELETE', `${widgets}/b`)).body.kind).toBe('Widget');
  });

  test('holds only for the object that was meant', async () => {
    const { send } = await withWidgets();
    await send('POST', widgets, aWidget('a'));
    const { status } = await send('DELETE', `${widgets}/a`, { preconditions: { uid: 'another' } });
    expect(status).toBe(409);
  });

  test('of a collection takes what is selected', async () => {
    const { send } = await withWidgets();
    for (const [name, color] of Object.entries({ a: 'red', b: 'blue', c: 'red' })) {
      await send('POST', widgets, aWidget(name, {}, { labels: { color } }));
    }
    await send('DELETE', `${widgets}?labelSelector=color%3Dred`);
    const { body } = await send('GET', widgets);
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['b']);
  });
});
