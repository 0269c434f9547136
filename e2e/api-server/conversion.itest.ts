import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { convertGadgets, gadgetCrd } from './gadget.ts';
import { applyType, sender, until, type Send } from './requests.ts';
import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import { webhookServer, type Fields, type WebhookServer } from './webhook-server.ts';

// Kinds whose versions a webhook converts, put to the embedded API server and, in the real lane, to kube-apiserver.
describe('a kind that a webhook converts', () => {
  const { signal } = new AbortController();
  const group = `g${systemRandom().suffix(5)}.gadgets.test`;
  const namespace = `conversion-${systemRandom().suffix(5)}`;
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const gadgets = (version: string): string => `/apis/${group}/${version}/namespaces/${namespace}/gadgets`;
  const gadget = (name: string, version: string, spec: Fields, metadata: Fields = {}): Fields => ({
    apiVersion: `${group}/${version}`,
    kind: 'Gadget',
    metadata: { name, namespace, ...metadata },
    spec,
  });
  let server: ServerUnderTest;
  let webhooks: WebhookServer;
  let send: Send;

  beforeAll(async () => {
    [server, webhooks] = await Promise.all([serverUnderTest(), webhookServer()]);
    send = sender(server.transport);
    webhooks.on('/convert', convertGadgets);
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
    await send('POST', crds, gadgetCrd(group, { url: `${webhooks.url}/convert`, caBundle: webhooks.caBundle }));
    await until(async () => (await send('GET', gadgets('v1'))).status === 200 && (await send('GET', gadgets('v1beta1'))).status === 200);
  });
  afterAll(async () => {
    await send('DELETE', `${crds}/gadgets.${group}`);
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
    await webhooks.close();
  });

  test('is written and read in any version', async () => {
    const made = await send('POST', gadgets('v1beta1'), gadget('any', 'v1beta1', { width: 3 }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ apiVersion: `${group}/v1beta1`, spec: { width: 3, replicas: 1 } });
    const read = await send('GET', `${gadgets('v1')}/any`);
    expect(read.body).toMatchObject({ apiVersion: `${group}/v1`, spec: { size: 3, replicas: 1 }, metadata: { generation: 1 } });
    expect(read.body.metadata.uid).toBe(made.body.metadata.uid);
    expect((await send('GET', `${gadgets('v1beta1')}/any`)).body.spec).toEqual({ width: 3, replicas: 1 });
  });

  test('keeps what an old version cannot say, when that version changes something else', async () => {
    await send('POST', gadgets('v1'), gadget('kept', 'v1', { size: 1, mode: 'Slow', replicas: 1 }));
    const patched = await send('PATCH', `${gadgets('v1beta1')}/kept`, { spec: { width: 2 } });
    expect(patched.body).toMatchObject({ spec: { width: 2 }, metadata: { generation: 2, annotations: { 'gadgets.test/mode': 'Slow' } } });
    const { body } = await send('GET', `${gadgets('v1')}/kept`);
    expect(body.spec).toEqual({ size: 2, mode: 'Slow', replicas: 1 });
    expect(body.metadata.annotations).toBeUndefined();
  });

  test('keeps its resourceVersion when a patch in the old version changes nothing', async () => {
    const { body } = await send('POST', gadgets('v1'), gadget('same', 'v1', { size: 1, mode: 'Slow', replicas: 1 }));
    const again = await send('PATCH', `${gadgets('v1beta1')}/same`, { spec: { width: 1 } });
    expect(again.body.metadata.resourceVersion).toBe(body.metadata.resourceVersion);
  });

  test('gets the defaults of an old version when an apply in it changes something, and not before', async () => {
    await send('POST', gadgets('v1'), gadget('undefaulted', 'v1', { size: 1 }));
    const apply = (width: number): ReturnType<Send> =>
      send('PATCH', `${gadgets('v1beta1')}/undefaulted?fieldManager=old&force=true`, gadget('undefaulted', 'v1beta1', { width }), {
        'content-type': applyType,
      });
    expect((await apply(1)).status).toBe(200);
    expect((await send('GET', `${gadgets('v1')}/undefaulted`)).body.spec).toEqual({ size: 1 });
    expect((await apply(2)).status).toBe(200);
    expect((await send('GET', `${gadgets('v1')}/undefaulted`)).body.spec).toEqual({ size: 2, replicas: 1 });
  });

  test('is converted as a list by one review, and warns of a deprecated version', async () => {
    for (const name of ['l1', 'l2', 'l3']) await send('POST', gadgets('v1'), gadget(name, 'v1', { size: 1 }, { labels: { list: 'yes' } }));
    const before = webhooks.reviews.length;
    const { body, warnings } = await send('GET', `${gadgets('v1beta1')}?labelSelector=list%3Dyes`);
    expect(body.items.map((item: Fields) => item['spec'])).toEqual([{ width: 1 }, { width: 1 }, { width: 1 }]);
    expect(body).toMatchObject({ apiVersion: `${group}/v1beta1`, kind: 'GadgetList' });
    expect(webhooks.reviews.length - before).toBeLessThanOrEqual(1);
    expect(warnings).toBe(`299 - "${group}/v1beta1 Gadget is deprecated; use ${group}/v1 Gadget"`);
  });

  test('is watched in every version, in order', async () => {
    const watch = async (version: string): Promise<Fields[]> => {
      const path = `${gadgets(version)}?watch=true&fieldSelector=metadata.name%3Dwatched&resourceVersion=0&timeoutSeconds=3`;
      const response = await server.transport.send({ method: 'GET', path, headers: { accept: 'application/json' } }, signal);
      const events: Fields[] = [];
      for await (const line of response.lines()) events.push(JSON.parse(line) as Fields);
      return events;
    };
    const watches = Promise.all([watch('v1'), watch('v1beta1')]);
    await send('POST', gadgets('v1'), gadget('watched', 'v1', { size: 1 }));
    for (const size of [2, 3, 4]) await send('PATCH', `${gadgets('v1')}/watched`, { spec: { size } });
    await send('DELETE', `${gadgets('v1')}/watched`);
    const seen = (events: readonly Fields[], field: string): unknown[] =>
      events.map(({ type, object }) => [type, ((object as Fields)['spec'] as Fields)[field]]);
    const [inNew, inOld] = await watches;
    expect(seen(inNew, 'size')).toEqual([
      ['ADDED', 1],
      ['MODIFIED', 2],
      ['MODIFIED', 3],
      ['MODIFIED', 4],
      ['DELETED', 4],
    ]);
    expect(seen(inOld, 'width')).toEqual(seen(inNew, 'size'));
  });

  test('is applied in either version, and a second time without a change', async () => {
    const apply = (version: string, spec: Fields, manager: string, force = false): ReturnType<Send> =>
      send('PATCH', `${gadgets(version)}/applied?fieldManager=${manager}&force=${force}`, gadget('applied', version, spec), {
        'content-type': applyType,
      });
    const first = await apply('v1beta1', { width: 1, note: 'n' }, 'old');
    expect(first.status).toBe(201);
    expect((await apply('v1beta1', { width: 1, note: 'n' }, 'old')).body.metadata.resourceVersion).toBe(
      first.body.metadata.resourceVersion,
    );
    // Another manager in the other version owns the same field under its other name.
    expect(await apply('v1', { size: 2 }, 'new')).toMatchObject({
      status: 409,
      body: { message: 'Apply failed with 1 conflict: conflict with "old": .spec.width' },
    });
    expect((await apply('v1', { size: 2 }, 'new', true)).body.spec).toMatchObject({ size: 2, note: 'n' });
    // The same manager goes over to the new version, and takes away there what it had applied in the old one.
    const moved = await apply('v1', { size: 2, mode: 'Fast' }, 'old');
    expect(moved.body.spec).toEqual({ size: 2, mode: 'Fast', replicas: 1 });
    const owners = (moved.body.metadata.managedFields as Fields[]).map(
      ({ manager, apiVersion }) => `${String(manager)} ${String(apiVersion)}`,
    );
    expect(owners.toSorted()).toEqual([`new ${group}/v1`, `old ${group}/v1`]);
  });

  test('has a scale and a status in every version', async () => {
    await send('POST', gadgets('v1'), gadget('parts', 'v1', { size: 1, replicas: 2 }));
    expect((await send('GET', `${gadgets('v1beta1')}/parts/scale`)).body.spec).toEqual({ replicas: 2 });
    expect((await send('PATCH', `${gadgets('v1beta1')}/parts/scale`, { spec: { replicas: 5 } })).body.spec).toEqual({ replicas: 5 });
    await send('PATCH', `${gadgets('v1beta1')}/parts/status`, { status: { phase: 'Ready' } });
    expect((await send('GET', `${gadgets('v1')}/parts`)).body).toMatchObject({
      spec: { size: 1, replicas: 5 },
      status: { phase: 'Ready' },
      metadata: { generation: 2 },
    });
  });

  test('is shown with the columns of its version', async () => {
    await send('POST', gadgets('v1'), gadget('shown', 'v1', { size: 7 }));
    const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const { body } = await send('GET', `${gadgets('v1beta1')}/shown`, undefined, table);
    expect(body.columnDefinitions.map((column: Fields) => column['name'])).toEqual(['Name', 'Width']);
    expect(body.rows[0].cells).toEqual(['shown', 7]);
  });

  test('has the metadata of the version that is asked for', async () => {
    await send('POST', gadgets('v1'), gadget('meta', 'v1', { size: 1, mode: 'Slow' }));
    const only = { accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io' };
    expect((await send('GET', `${gadgets('v1beta1')}/meta`, undefined, only)).body.metadata.annotations).toEqual({
      'gadgets.test/mode': 'Slow',
    });
  });

  test('is described in every version', async () => {
    const { body } = await send('GET', `/openapi/v3/apis/${group}/v1beta1`);
    expect(JSON.stringify(body)).toContain('How large it is, as v1beta1 calls it.');
  });

  test.each<{ rule: string; answer: (object: Fields) => Fields | null; message: RegExp }>([
    { rule: 'refuses', answer: () => ({ result: { status: 'Failed', message: 'cannot tell' } }), message: /cannot tell/ },
    {
      rule: 'changes the name',
      answer: (object) => ({
        convertedObjects: [{ ...object, apiVersion: `${group}/v1beta1`, metadata: { ...(object['metadata'] as Fields), name: 'other' } }],
        result: { status: 'Success' },
      }),
      message: /name/,
    },
    {
      rule: 'answers in the wrong version',
      answer: (object) => ({ convertedObjects: [object], result: { status: 'Success' } }),
      message: /invalid groupVersion/,
    },
    {
      rule: 'answers with too few objects',
      answer: () => ({ convertedObjects: [], result: { status: 'Success' } }),
      message: /0 objects, expected 1/,
    },
    { rule: 'does not answer', answer: () => null, message: /EOF/ },
  ])('cannot be read when the webhook $rule', async ({ answer, message }) => {
    const name = `bad-${systemRandom().suffix(5)}`;
    await send('POST', gadgets('v1'), gadget(name, 'v1', { size: 1 }));
    webhooks.on('/convert', ({ objects }) => answer((objects as [Fields])[0]));
    const { status, body } = await send('GET', `${gadgets('v1beta1')}/${name}`);
    webhooks.on('/convert', convertGadgets);
    expect(status).toBe(500);
    expect(body.message).toContain(`conversion webhook for ${group}/v1, Kind=Gadget`);
    expect(body.message).toMatch(message);
    await send('DELETE', `${gadgets('v1')}/${name}`);
  });

  test('keeps all of its metadata but labels and annotations, whatever the webhook makes of it', async () => {
    await send('POST', gadgets('v1'), gadget('meddled', 'v1', { size: 1 }, { finalizers: ['gadgets.test/keep'] }));
    webhooks.on('/convert', ({ objects, desiredAPIVersion }) => ({
      convertedObjects: (objects as Fields[]).map((object) => {
        const { finalizers: _finalizers, ...metadata } = object['metadata'] as Fields;
        return { ...object, apiVersion: desiredAPIVersion, metadata: { ...metadata, labels: { added: 'yes' }, generation: 99 } };
      }),
      result: { status: 'Success' },
    }));
    const { body } = await send('GET', `${gadgets('v1beta1')}/meddled`);
    webhooks.on('/convert', convertGadgets);
    expect(body.metadata).toMatchObject({ finalizers: ['gadgets.test/keep'], generation: 1, labels: { added: 'yes' } });
    await send('PATCH', `${gadgets('v1')}/meddled`, { metadata: { finalizers: null } });
  });

  test('remembers the versions in which it may be stored until it is told that none is left', async () => {
    const crd = `${crds}/gadgets.${group}`;
    const before = (await send('GET', crd)).body;
    expect(before.status.storedVersions).toEqual(['v1']);
    const storing = (name: string): Fields => ({
      ...before.spec,
      versions: before.spec.versions.map((version: Fields) => ({ ...version, storage: version['name'] === name })),
    });
    const turned = await send('PATCH', crd, { spec: storing('v1beta1') });
    expect(turned.body.status.storedVersions).toEqual(['v1', 'v1beta1']);
    // What was stored in the old storage version still reads right.
    await until(async () => (await send('GET', `${gadgets('v1beta1')}/any`)).body.spec?.width === 3);
    expect((await send('GET', `${gadgets('v1')}/any`)).body.spec).toMatchObject({ size: 3 });
    const dropped = await send('PATCH', crd, { spec: { ...before.spec, versions: [{ ...before.spec.versions[1], storage: true }] } });
    expect(dropped.status).toBe(422);
    expect(dropped.body.message).toContain('status.storedVersions[0]: Invalid value: "v1"');
    expect((await send('PATCH', `${crd}/status`, { status: { storedVersions: ['v1beta1'] } })).body.status.storedVersions).toEqual([
      'v1beta1',
    ]);
    expect((await send('PATCH', crd, { spec: storing('v1') })).body.status.storedVersions).toEqual(['v1beta1', 'v1']);
  });
});
