import { setTimeout as sleep } from 'node:timers/promises';

import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';

type Fields = Record<string, unknown>;

const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shelves.patches.test' },
  spec: {
    group: 'patches.test',
    scope: 'Namespaced',
    names: { kind: 'Shelf', plural: 'shelves' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  items: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: { type: 'string' }, note: { type: 'string' }, kind: { type: 'string', default: 'plain' } },
                    },
                  },
                  tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
                  order: { type: 'array', items: { type: 'string' } },
                },
              },
            },
          },
        },
      },
    ],
  },
};

// What several writers of one object rely on, put to the embedded API server and, in the real lane, to kube-apiserver.
describe('patches of several writers', () => {
  const { signal } = new AbortController();
  const namespace = `patches-${systemRandom().suffix(5)}`;
  let server: ServerUnderTest;

  const send = async (
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<{ status: number; body: Fields }> => {
    const headers = { accept: 'application/json', 'content-type': contentType };
    const response = await server.transport.send(
      { method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      signal,
    );
    const text = await response.text();
    // A path that is not served yet is answered in plain text.
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Fields) : {} };
  };
  const shelves = `/apis/patches.test/v1/namespaces/${namespace}/shelves`;
  const apply = (name: string, manager: string, spec: Fields, force = false): ReturnType<typeof send> =>
    send(
      'PATCH',
      `${shelves}/${name}?fieldManager=${manager}&force=${force}`,
      { apiVersion: 'patches.test/v1', kind: 'Shelf', metadata: { name }, spec },
      'application/apply-patch+yaml',
    );
  const items = (...names: readonly string[]): readonly Fields[] => names.map((name) => ({ name }));
  const namesIn = (body: Fields): readonly string[] => ((body['spec'] as Fields)['items'] as { name: string }[]).map(({ name }) => name);

  beforeAll(async () => {
    server = await serverUnderTest();
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
    await send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
    // A real server serves a new kind a moment after it was declared.
    for (let tries = 0; tries < 100 && (await send('GET', shelves)).status !== 200; tries += 1) await sleep(100);
  });
  afterAll(async () => {
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
  });

  test('another value of an owned field is a conflict that names owner and field', async () => {
    await apply('contested', 'one', { labels: { a: '1' } });
    expect(await apply('contested', 'two', { labels: { a: '2' } })).toMatchObject({
      status: 409,
      body: { message: 'Apply failed with 1 conflict: conflict with "one": .spec.labels.a', reason: 'Conflict' },
    });
    expect((await apply('contested', 'two', { labels: { a: '2' } }, true)).body).toMatchObject({ spec: { labels: { a: '2' } } });
  });

  test('a field that the schema does not know cannot be applied, however fields are validated', async () => {
    const refusal = (why: string): Fields => ({
      status: 500,
      body: { message: `failed to create typed patch object (/unknown; patches.test/v1, Kind=Shelf): ${why}` },
    });
    expect(await apply('unknown', 'one', { colour: 'red' })).toMatchObject(refusal('.spec.colour: field not declared in schema'));
    expect(await apply('unknown', 'one', { items: [{ name: 'a', colour: 'red' }, { name: 'a' }] })).toMatchObject(
      refusal('errors:\n  .spec.items[name="a"].colour: field not declared in schema\n  .spec.items: duplicate entries for key [name="a"]'),
    );
  });

  test('what a manager applies no more goes, unless another applies it as well', async () => {
    await apply('shared', 'one', { labels: { a: '1', b: '1' }, tags: ['x', 'y'] });
    await apply('shared', 'two', { labels: { b: '1' }, tags: ['y', 'z'] });
    expect((await apply('shared', 'one', { labels: { a: '1' } })).body['spec']).toEqual({ labels: { a: '1', b: '1' }, tags: ['y', 'z'] });
  });

  test('an item goes with the fields that others put into it', async () => {
    await apply('items', 'one', { items: items('a', 'b') });
    await send(
      'PATCH',
      `${shelves}/items?fieldManager=two`,
      { spec: { items: [{ name: 'a', note: 'n' }, { name: 'b' }] } },
      'application/merge-patch+json',
    );
    expect((await apply('items', 'one', { items: items('b') })).body['spec']).toEqual({ items: [{ name: 'b', kind: 'plain' }] });
  });

  test.each([
    { stored: ['a', 'b', 'c'], applied: ['b', 'a'], merged: ['b', 'c', 'a'] },
    { stored: ['a', 'z'], applied: ['a', 'n'], merged: ['a', 'z', 'n'] },
    { stored: ['a', 'z', 'b'], applied: ['n', 'a', 'm', 'b'], merged: ['n', 'a', 'z', 'm', 'b'] },
  ])('$applied applied over $stored make $merged', async ({ stored, applied, merged }) => {
    const name = `order-${systemRandom().suffix(5)}`;
    await apply(name, 'one', { items: items(...stored) });
    expect(namesIn((await apply(name, 'two', { items: items(...applied) })).body)).toEqual(merged);
  });

  test('ownership is recorded by leaves, items and values', async () => {
    const { body } = await apply('owned', 'one', { labels: { a: '1' }, items: items('i'), tags: ['t'], order: ['o'] });
    const [entry] = (body['metadata'] as { managedFields: Fields[] }).managedFields;
    expect(entry).toMatchObject({
      manager: 'one',
      operation: 'Apply',
      fieldsV1: {
        'f:spec': {
          'f:items': { 'k:{"name":"i"}': { '.': {}, 'f:name': {} } },
          'f:labels': { 'f:a': {} },
          'f:order': {},
          'f:tags': { 'v:"t"': {} },
        },
      },
    });
  });

  test('a strategic merge patch merges containers by name, and puts new ones first', async () => {
    const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const labels = { app: 'a' };
    const containers = [{ name: 'one', image: 'i:1', env: [{ name: 'X', value: '1' }] }];
    const spec = { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } };
    await send('POST', deployments, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec });
    const patch = {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'two', image: 'j:1' },
              { name: 'one', image: 'i:2' },
            ],
          },
        },
      },
    };
    const { body } = await send('PATCH', `${deployments}/d`, patch, 'application/strategic-merge-patch+json');
    expect(body).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'two', image: 'j:1' },
              { name: 'one', image: 'i:2', env: [{ name: 'X', value: '1' }] },
            ],
          },
        },
      },
    });
  });
});
