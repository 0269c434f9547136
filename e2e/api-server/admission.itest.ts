import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { convertGadgets, gadgetCrd } from './gadget.ts';
import { applyType, sender, until, type Answer, type Send } from './requests.ts';
import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import { allowed, patched, webhookServer, type Fields, type Handler, type WebhookServer } from './webhook-server.ts';

const registration = '/apis/admissionregistration.k8s.io/v1';
const mutating = 'mutatingwebhookconfigurations';
const validating = 'validatingwebhookconfigurations';

// Admission webhooks, put to the embedded API server and, in the real lane, to kube-apiserver.
describe('admission webhooks', () => {
  const { signal } = new AbortController();
  const run = systemRandom().suffix(5);
  const group = `a${run}.gadgets.test`;
  const namespace = `admission-${run}`;
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const gadgets = (version = 'v1'): string => `/apis/${group}/${version}/namespaces/${namespace}/gadgets`;
  const gadget = (name: string, spec: Fields = { size: 1 }, metadata: Fields = {}, version = 'v1'): Fields => ({
    apiVersion: `${group}/${version}`,
    kind: 'Gadget',
    metadata: { name, namespace, ...metadata },
    spec,
  });
  let server: ServerUnderTest;
  let webhooks: WebhookServer;
  let send: Send;
  let configurations: string[] = [];

  beforeAll(async () => {
    [server, webhooks] = await Promise.all([serverUnderTest(), webhookServer()]);
    send = sender(server.transport);
    webhooks.on('/convert', convertGadgets);
    await server.client.create(
      Namespace,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { stage: 'test' } } },
      signal,
    );
    await send('POST', crds, gadgetCrd(group, { url: `${webhooks.url}/convert`, caBundle: webhooks.caBundle }));
    await until(async () => (await send('GET', gadgets('v1'))).status === 200 && (await send('GET', gadgets('v1beta1'))).status === 200);
  });
  afterEach(async () => {
    for (const path of configurations) await send('DELETE', path);
    configurations = [];
    await until(async () => {
      const seen = webhooks.reviews.length;
      await send('POST', `${gadgets()}?dryRun=All`, gadget(`gone-${systemRandom().suffix(5)}`, { size: 1 }, { labels: { probe: 'yes' } }));
      return webhooks.reviews.slice(seen).every(({ path }) => path === '/convert');
    });
    webhooks.reviews.length = 0;
  });
  afterAll(async () => {
    await send('DELETE', `${crds}/gadgets.${group}`);
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
    await webhooks.close();
  });

  const rule = (
    operations: readonly string[],
    resources: readonly string[] = ['gadgets'],
    apiVersions: readonly string[] = ['v1'],
  ): Fields => ({
    apiGroups: [group],
    apiVersions,
    operations,
    resources,
  });
  const webhook = (name: string, more: Fields = {}): Fields => ({
    name: `${name}.${group}`,
    clientConfig: { url: `${webhooks.url}/${name}`, caBundle: webhooks.caBundle },
    rules: [rule(['CREATE', 'UPDATE'])],
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    ...more,
  });
  /** Registers webhooks and waits until the server asks them: a real one learns of them a moment later. */
  const register = async (which: typeof mutating | typeof validating, ...hooks: readonly Fields[]): Promise<void> => {
    const probe = webhook(`probe-${which}`, {
      rules: [{ ...rule(['CREATE']), apiVersions: ['*'] }],
      objectSelector: { matchLabels: { probe: 'yes' } },
    });
    const path = `/probe-${which}`;
    const name = `${which}-${systemRandom().suffix(5)}`;
    webhooks.on(path, () => allowed);
    const kind = which === mutating ? 'MutatingWebhookConfiguration' : 'ValidatingWebhookConfiguration';
    const made = await send('POST', `${registration}/${which}`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name },
      webhooks: [...hooks, probe],
    });
    expect([made.status, made.body.message]).toEqual([201, undefined]);
    configurations.push(`${registration}/${which}/${name}`);
    await until(async () => {
      await send('POST', `${gadgets()}?dryRun=All`, gadget('probe', { size: 1 }, { labels: { probe: 'yes' } }));
      return webhooks.reviews.some((review) => review.path === path);
    });
    webhooks.reviews.length = 0;
  };
  const reviewed = (name: string): Fields[] => webhooks.reviews.filter(({ path }) => path === `/${name}`).map(({ request }) => request);
  const refusal = (answer: Answer): unknown => ({
    status: answer.status,
    reason: answer.body.reason,
    message: answer.body.message,
  });
  const on = (name: string, handler: Handler): void => webhooks.on(`/${name}`, handler);

  test('change objects before they are checked and stored', async () => {
    on('default', ({ object }) =>
      ((object as Fields)['spec'] as Fields)['mode'] === undefined ? patched({ op: 'add', path: '/spec/mode', value: 'Fast' }) : allowed,
    );
    await register(mutating, webhook('default'));
    const { body } = await send('POST', gadgets(), gadget('changed'));
    expect(body.spec).toEqual({ size: 1, mode: 'Fast' });
    expect((await send('PATCH', `${gadgets()}/changed`, { spec: { mode: null } })).body.spec).toEqual({ size: 1, mode: 'Fast' });
    const [create, update] = reviewed('default');
    expect(create).toMatchObject({
      kind: { group, version: 'v1', kind: 'Gadget' },
      resource: { group, version: 'v1', resource: 'gadgets' },
      requestKind: { group, version: 'v1', kind: 'Gadget' },
      name: 'changed',
      namespace,
      operation: 'CREATE',
      dryRun: false,
      oldObject: null,
      options: { kind: 'CreateOptions', apiVersion: 'meta.k8s.io/v1' },
      object: { metadata: { name: 'changed', managedFields: [{ operation: 'Update' }] }, spec: { size: 1 } },
    });
    expect(create).not.toHaveProperty('object.metadata.uid');
    expect(update).toMatchObject({
      operation: 'UPDATE',
      oldObject: { spec: { size: 1, mode: 'Fast' } },
      object: { spec: { size: 1 }, metadata: { uid: body.metadata.uid } },
      options: { kind: 'UpdateOptions', apiVersion: 'meta.k8s.io/v1' },
    });
  });

  test('make invalid objects that the schema refuses', async () => {
    on('spoil', () => patched({ op: 'replace', path: '/spec/size', value: -1 }));
    await register(mutating, webhook('spoil'));
    const { status, body } = await send('POST', gadgets(), gadget('spoilt'));
    expect(status).toBe(422);
    expect(body.details.causes[0].field).toBe('spec.size');
  });

  test('own nothing of what they add', async () => {
    on('default', () => patched({ op: 'add', path: '/spec/mode', value: 'Fast' }));
    await register(mutating, webhook('default'));
    const { body } = await send('POST', `${gadgets()}?fieldManager=me`, gadget('owned'));
    expect(body.metadata.managedFields[0].fieldsV1['f:spec']).toEqual({ '.': {}, 'f:size': {} });
  });

  test('take back what an apply changes, without a write each time', async () => {
    on('default', () => patched({ op: 'replace', path: '/spec/size', value: 9 }));
    await register(mutating, webhook('default'));
    const apply = (): Promise<Answer> =>
      send('PATCH', `${gadgets()}/taken-back?fieldManager=me`, gadget('taken-back', { size: 1 }), { 'content-type': applyType });
    const { body } = await apply();
    expect(body.spec).toEqual({ size: 9 });
    // Times of owners are whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await apply()).body.metadata.resourceVersion).toBe(body.metadata.resourceVersion);
  });

  test('refuse with their own status, or without explanation', async () => {
    on('judge', ({ object }) => {
      const { name } = (object as { metadata: { name: string } }).metadata;
      if (name === 'invalid') {
        const causes = [{ reason: 'FieldValueInvalid', message: 'Invalid value: 1: too small', field: 'spec.size' }];
        const details = { name, group, kind: 'Gadget', causes };
        return { allowed: false, status: { status: 'Failure', code: 422, reason: 'Invalid', message: 'size is too small', details } };
      }
      if (name === 'forbidden') return { allowed: false, status: { code: 403, reason: 'Forbidden', message: 'no' } };
      if (name === 'success') return { allowed: false, status: { status: 'Success', code: 200 } };
      return name === 'reason' ? { allowed: false, status: { reason: 'Because' } } : { allowed: false };
    });
    await register(validating, webhook('judge'));
    const denied = `admission webhook "judge.${group}" denied the request`;
    const invalid = await send('POST', gadgets(), gadget('invalid'));
    expect(refusal(invalid)).toEqual({ status: 422, reason: 'Invalid', message: `${denied}: size is too small` });
    expect(invalid.body.details).toEqual({
      name: 'invalid',
      group,
      kind: 'Gadget',
      causes: [{ reason: 'FieldValueInvalid', message: 'Invalid value: 1: too small', field: 'spec.size' }],
    });
    expect(refusal(await send('POST', gadgets(), gadget('forbidden')))).toEqual({
      status: 403,
      reason: 'Forbidden',
      message: `${denied}: no`,
    });
    expect(refusal(await send('POST', gadgets(), gadget('success')))).toMatchObject({
      status: 400,
      message: `${denied} without explanation`,
    });
    expect(refusal(await send('POST', gadgets(), gadget('reason')))).toMatchObject({ status: 400, message: `${denied}: Because` });
    expect(refusal(await send('POST', gadgets(), gadget('silent')))).toMatchObject({
      status: 400,
      message: `${denied} without explanation`,
    });
    expect((await send('GET', `${gadgets()}/forbidden`)).status).toBe(404);
  });

  test('see what is complete, when they judge', async () => {
    on('judge', () => allowed);
    await register(validating, webhook('judge'));
    const { body } = await send('POST', gadgets(), gadget('complete', { size: 1 }));
    expect(reviewed('judge')[0]).toMatchObject({
      object: { metadata: { uid: body.metadata.uid, generation: 1, creationTimestamp: body.metadata.creationTimestamp } },
    });
    await send('POST', gadgets(), gadget('wrong', { size: -1 }));
    expect(reviewed('judge')).toHaveLength(1);
  });

  test('warn the writer, whether they allow or refuse', async () => {
    on('judge', ({ object }) => ({
      allowed: (object as { spec: { size: number } }).spec.size === 1,
      warnings: ['think "again"', 'think "again"'],
    }));
    await register(validating, webhook('judge'));
    expect(await send('POST', gadgets(), gadget('warned'))).toMatchObject({ status: 201, warnings: '299 - "think \\"again\\""' });
    expect(await send('POST', gadgets(), gadget('warned-2', { size: 2 }))).toMatchObject({
      status: 400,
      warnings: '299 - "think \\"again\\""',
    });
  });

  test('are asked in the version that they name, and answered in the version of the request', async () => {
    on('default', () => patched({ op: 'add', path: '/spec/mode', value: 'Slow' }, { op: 'replace', path: '/spec/size', value: 9 }));
    on('judge', () => allowed);
    await register(mutating, webhook('default'));
    await register(validating, webhook('judge'));
    const { body } = await send('POST', gadgets('v1beta1'), gadget('old', { width: 1 }, {}, 'v1beta1'));
    expect(body).toMatchObject({ apiVersion: `${group}/v1beta1`, spec: { width: 9 } });
    expect((await send('GET', `${gadgets()}/old`)).body.spec).toEqual({ size: 9, mode: 'Slow', replicas: 1 });
    const [request] = reviewed('default');
    expect(request).toMatchObject({
      kind: { version: 'v1' },
      resource: { version: 'v1' },
      requestKind: { version: 'v1beta1' },
      requestResource: { version: 'v1beta1' },
      object: { apiVersion: `${group}/v1`, spec: { size: 1 } },
    });
    await send('PATCH', `${gadgets('v1beta1')}/old`, { spec: { width: 2 } });
    expect(reviewed('judge')[1]).toMatchObject({ object: { spec: { size: 9, mode: 'Slow' } }, oldObject: { spec: { size: 9 } } });
  });

  test('see the state before as the version of the request shows it, so that what only that adds is no change', async () => {
    on('judge', () => allowed);
    await register(validating, webhook('judge'));
    webhooks.on('/convert', (request) => {
      const { convertedObjects, result } = convertGadgets(request) as { convertedObjects: Fields[]; result: Fields };
      const isDown = (request['desiredAPIVersion'] as string).endsWith('/v1beta1');
      const shown = (object: Fields): Fields => ({ ...object, spec: { note: 'as v1beta1 shows it', ...(object['spec'] as Fields) } });
      return { convertedObjects: isDown ? convertedObjects.map(shown) : convertedObjects, result };
    });
    await send('POST', gadgets(), gadget('seen', { size: 1 }));
    await send('PATCH', `${gadgets('v1beta1')}/seen`, { spec: { width: 2 } });
    webhooks.on('/convert', convertGadgets);
    const note = 'as v1beta1 shows it';
    expect(reviewed('judge')[1]).toMatchObject({ object: { spec: { size: 2, note } }, oldObject: { spec: { size: 1, note } } });
  });

  test('are not asked about other versions when they match exactly', async () => {
    on('judge', () => allowed);
    await register(validating, webhook('judge', { matchPolicy: 'Exact' }));
    await send('POST', gadgets('v1beta1'), gadget('inexact', { width: 1 }, {}, 'v1beta1'));
    expect(reviewed('judge')).toHaveLength(0);
    await send('POST', gadgets(), gadget('exact'));
    expect(reviewed('judge')).toHaveLength(1);
  });

  test('run in the order of their configurations, and again when they want to see what became of the object', async () => {
    const order: string[] = [];
    const note =
      (name: string, operations: (object: Fields) => readonly Fields[]): Handler =>
      ({ object }) => {
        order.push(name);
        return patched(...operations(object as Fields));
      };
    const mode = (object: Fields): unknown => (object['spec'] as Fields)['mode'];
    on(
      'first',
      note('first', (object) => (mode(object) === 'b' ? [{ op: 'replace', path: '/spec/mode', value: 'c' }] : [])),
    );
    on(
      'second',
      note('second', (object) => (mode(object) === undefined ? [{ op: 'add', path: '/spec/mode', value: 'b' }] : [])),
    );
    on(
      'third',
      note('third', () => []),
    );
    await register(mutating, webhook('first', { reinvocationPolicy: 'IfNeeded' }), webhook('second'), webhook('third'));
    order.length = 0;
    expect((await send('POST', gadgets(), gadget('again'))).body.spec.mode).toBe('c');
    expect(order).toEqual(['first', 'second', 'third', 'first']);
  });

  test('are selected by namespaces, objects and conditions', async () => {
    for (const name of ['here', 'elsewhere', 'labelled', 'large', 'broken', 'ignored', 'scoped']) on(name, () => allowed);
    const large = { name: 'large', expression: 'object.spec.size > 5 && request.operation != "DELETE"' };
    await register(
      validating,
      webhook('here', { namespaceSelector: { matchLabels: { stage: 'test' } } }),
      webhook('elsewhere', { namespaceSelector: { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['test'] }] } }),
      webhook('labelled', { objectSelector: { matchLabels: { wanted: 'yes' } } }),
      webhook('large', { matchConditions: [large] }),
      webhook('ignored', { failurePolicy: 'Ignore', matchConditions: [{ name: 'broken', expression: 'object.spec.nothing == 1' }] }),
      webhook('scoped', { rules: [{ ...rule(['CREATE', 'UPDATE']), scope: 'Cluster' }] }),
    );
    const asked = (): string[] => {
      const paths = webhooks.reviews.map(({ path }) => path.slice(1)).filter((path) => path !== 'convert');
      return [...new Set(paths)].toSorted();
    };
    await send('POST', gadgets(), gadget('selected'));
    expect(asked()).toEqual(['here']);
    webhooks.reviews.length = 0;
    await send('POST', gadgets(), gadget('selected-2', { size: 6 }, { labels: { wanted: 'yes' } }));
    expect(asked()).toEqual(['here', 'labelled', 'large']);
    // Taking the label away is still theirs to judge.
    webhooks.reviews.length = 0;
    await send('PATCH', `${gadgets()}/selected-2`, { metadata: { labels: { wanted: null } }, spec: { size: 1 } });
    expect(asked()).toEqual(['here', 'labelled']);
  });

  test('stand in the way when a condition cannot be evaluated', async () => {
    on('judge', () => allowed);
    await register(
      validating,
      webhook('judge', {
        objectSelector: { matchLabels: { broken: 'yes' } },
        matchConditions: [{ name: 'broken', expression: 'object.spec.nothing == 1' }],
      }),
    );
    const { status, body } = await send('POST', gadgets(), gadget('unconditional', { size: 1 }, { labels: { broken: 'yes' } }));
    expect([status, body.reason]).toEqual([403, 'Forbidden']);
    expect(body.message).toContain(`gadgets.${group} "unconditional" is forbidden: `);
  });

  test.each([
    { rule: 'stand in the way when they cannot be asked', failurePolicy: 'Fail', status: 500 },
    { rule: 'are passed over when they may be', failurePolicy: 'Ignore', status: 201 },
  ])('$rule', async ({ failurePolicy, status }) => {
    on('absent', () => null);
    await register(validating, webhook('absent', { failurePolicy, timeoutSeconds: 2 }));
    const answer = await send('POST', gadgets(), gadget(`absent-${failurePolicy.toLowerCase()}`));
    expect(answer.status).toBe(status);
    if (status === 500) {
      const url = `${webhooks.url}/absent?timeout=2s`;
      expect(refusal(answer)).toEqual({
        status: 500,
        reason: 'InternalError',
        message: `Internal error occurred: failed calling webhook "absent.${group}": failed to call webhook: Post "${url}": EOF`,
      });
    }
  });

  test('have a time in which to answer', async () => {
    on('slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 2500).unref());
      return allowed;
    });
    await register(validating, webhook('slow', { timeoutSeconds: 1 }));
    expect((await send('POST', gadgets(), gadget('late'))).body.message).toContain('context deadline exceeded');
  });

  test('are told of a dry run', async () => {
    on('judge', () => allowed);
    await register(validating, webhook('judge', { sideEffects: 'NoneOnDryRun' }));
    expect((await send('POST', `${gadgets()}?dryRun=All`, gadget('dry'))).status).toBe(201);
    expect(reviewed('judge')[0]).toMatchObject({ dryRun: true, options: { dryRun: ['All'] } });
    expect((await send('GET', `${gadgets()}/dry`)).status).toBe(404);
  });

  test('judge applied configurations as creates or updates', async () => {
    on('judge', () => allowed);
    await register(validating, webhook('judge'));
    for (const size of [1, 2]) {
      await send('PATCH', `${gadgets()}/applied?fieldManager=me`, gadget('applied', { size }), { 'content-type': applyType });
    }
    expect(reviewed('judge').map(({ operation }) => operation)).toEqual(['CREATE', 'UPDATE']);
  });

  test('judge deletions, one by one in a collection', async () => {
    on('judge', ({ oldObject }) =>
      (oldObject as { spec: { size: number } }).spec.size > 5 ? { allowed: false, status: { message: 'too large to go' } } : allowed,
    );
    await register(validating, webhook('judge', { rules: [rule(['DELETE'])] }));
    for (const [name, size] of [
      ['del-a', 1],
      ['del-b', 2],
      ['del-c', 6],
    ] as const) {
      await send('POST', gadgets(), gadget(name, { size }, { labels: { del: 'yes' } }));
    }
    expect((await send('DELETE', `${gadgets()}/del-c`)).body.message).toBe(
      `admission webhook "judge.${group}" denied the request: too large to go`,
    );
    expect(reviewed('judge')[0]).toMatchObject({
      operation: 'DELETE',
      name: 'del-c',
      object: null,
      oldObject: { spec: { size: 6 } },
      options: { kind: 'DeleteOptions' },
    });
    expect((await send('DELETE', `${gadgets()}?labelSelector=del%3Dyes,keep!%3Dyes`)).status).toBe(400);
    expect(
      (await send('GET', `${gadgets()}?labelSelector=del%3Dyes`)).body.items.map((item: Fields) => (item['spec'] as Fields)['size']),
    ).toEqual([6]);
  });

  test('judge status and scale when they ask for them', async () => {
    await send('POST', gadgets(), gadget('parts', { size: 1, replicas: 1 }));
    on('status', () => patched({ op: 'add', path: '/status/phase', value: 'Seen' }, { op: 'add', path: '/spec/mode', value: 'Ignored' }));
    on('scale', ({ object }) =>
      (object as { spec: { replicas: number } }).spec.replicas > 5 ? { allowed: false, status: { message: 'too many' } } : allowed,
    );
    on('main', () => allowed);
    await register(mutating, webhook('status', { rules: [rule(['UPDATE'], ['gadgets/status'])] }));
    await register(validating, webhook('scale', { rules: [rule(['UPDATE'], ['gadgets/scale'])] }), webhook('main'));
    const reported = await send('PATCH', `${gadgets()}/parts/status`, { status: { replicas: 1 } });
    expect(reported.body).toMatchObject({ status: { replicas: 1, phase: 'Seen' } });
    expect(reported.body.spec).toEqual({ size: 1, replicas: 1 });
    expect((await send('PATCH', `${gadgets('v1beta1')}/parts/scale`, { spec: { replicas: 6 } })).body.message).toBe(
      `admission webhook "scale.${group}" denied the request: too many`,
    );
    expect((await send('PATCH', `${gadgets()}/parts/scale`, { spec: { replicas: 5 } })).body.spec).toEqual({ replicas: 5 });
    expect(reviewed('scale')[0]).toMatchObject({
      kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
      resource: { group, version: 'v1', resource: 'gadgets' },
      subResource: 'scale',
      requestResource: { version: 'v1beta1' },
      object: { kind: 'Scale', apiVersion: 'autoscaling/v1', metadata: { name: 'parts', namespace }, spec: { replicas: 6 } },
      oldObject: { kind: 'Scale', spec: { replicas: 1 } },
    });
    expect(reviewed('main')).toHaveLength(0);
  });

  test('lose no write that comes while they are asked', async () => {
    await send('POST', gadgets(), gadget('raced', { size: 1 }));
    let isFirst = true;
    let size = 1;
    on('judge', async ({ object }) => {
      if (isFirst && (object as { spec: { note?: string } }).spec.note === 'slow') {
        isFirst = false;
        await send('PATCH', `${gadgets()}/raced`, { spec: { size: (size += 1) } });
      }
      return allowed;
    });
    await register(validating, webhook('judge'));
    expect((await send('PATCH', `${gadgets()}/raced`, { spec: { note: 'slow' } })).body.spec).toEqual({ size: 2, note: 'slow' });
    expect(reviewed('judge').map(({ object }) => (object as Fields)['spec'])).toEqual([
      { size: 1, note: 'slow' },
      { size: 2 },
      { size: 2, note: 'slow' },
    ]);
    isFirst = true;
    const read = (await send('GET', `${gadgets()}/raced`)).body;
    const lost = await send('PUT', `${gadgets()}/raced`, { ...read, spec: { size: 7, note: 'slow' } });
    expect([lost.status, lost.body.reason]).toEqual([409, 'Conflict']);
  });

  test('judge built-in kinds alike', async () => {
    on('default', () => patched({ op: 'add', path: '/data/added', value: 'yes' }));
    on('judge', ({ object }) => ((object as { data?: Fields }).data?.['added'] === 'yes' ? allowed : { allowed: false }));
    const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] }];
    const own = { objectSelector: { matchLabels: { run } }, rules };
    await register(mutating, webhook('default', own));
    await register(validating, webhook('judge', own));
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const made = await send('POST', path, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'm-', labels: { run } },
      data: { a: '1' },
    });
    expect(made.body.data).toEqual({ a: '1', added: 'yes' });
    expect(reviewed('default')[0]).toMatchObject({ object: { metadata: { generateName: 'm-' } } });
    expect(reviewed('judge')[0]).toMatchObject({ name: made.body.metadata.name, object: { metadata: { name: made.body.metadata.name } } });
  });

  test.each<{ rule: string; webhook: Fields; field: string }>([
    { rule: 'without side effects', webhook: { sideEffects: undefined }, field: 'webhooks[0].sideEffects' },
    { rule: 'with unknown side effects', webhook: { sideEffects: 'Some' }, field: 'webhooks[0].sideEffects' },
    { rule: 'without versions of the review', webhook: { admissionReviewVersions: [] }, field: 'webhooks[0].admissionReviewVersions' },
    {
      rule: 'with unknown versions of the review',
      webhook: { admissionReviewVersions: ['v9'] },
      field: 'webhooks[0].admissionReviewVersions',
    },
    { rule: 'with too short a name', webhook: { name: 'short' }, field: 'webhooks[0].name' },
    { rule: 'with too long a timeout', webhook: { timeoutSeconds: 31 }, field: 'webhooks[0].timeoutSeconds' },
    { rule: 'with an unknown failure policy', webhook: { failurePolicy: 'Hope' }, field: 'webhooks[0].failurePolicy' },
    { rule: 'at an URL that is not secure', webhook: { clientConfig: { url: 'http://x/y' } }, field: 'webhooks[0].clientConfig.url' },
    { rule: 'nowhere', webhook: { clientConfig: {} }, field: 'webhooks[0].clientConfig' },
    {
      rule: 'with a condition that is no expression',
      webhook: { matchConditions: [{ name: 'c', expression: '1 +' }] },
      field: 'webhooks[0].matchConditions[0].expression',
    },
    {
      rule: 'with an unknown operation',
      webhook: { rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['READ'], resources: ['*'] }] },
      field: 'webhooks[0].rules[0].operations[0]',
    },
  ])('cannot be registered $rule', async ({ webhook: wrong, field }) => {
    const { status, body } = await send('POST', `${registration}/${validating}?dryRun=All`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: `wrong-${systemRandom().suffix(5)}` },
      webhooks: [webhook('wrong', wrong)],
    });
    expect(status).toBe(422);
    expect(body.details.causes.map((cause: Fields) => cause['field'])).toContain(field);
  });

  test('are registered with what is meant where nothing is said', async () => {
    const { body } = await send('POST', `${registration}/${mutating}?dryRun=All`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: `defaults-${run}` },
      webhooks: [webhook('defaults', { clientConfig: { service: { name: 's', namespace: 'n' } } })],
    });
    expect(body.webhooks[0]).toMatchObject({
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
      reinvocationPolicy: 'Never',
      rules: [{ scope: '*' }],
      clientConfig: { service: { port: 443 } },
    });
  });
});
