import { Namespace } from '@capi/api';
import { systemRandom } from '@capi/controller-runtime';

import { sender, until, type Answer, type Send } from './requests.ts';
import { serverUnderTest, type ServerUnderTest } from './server-under-test.ts';
import type { Fields } from './webhook-server.ts';

// CEL rules of CRDs and what becomes of objects that were valid once, put to the embedded API server and to kube-apiserver.
describe('rules of a CRD', () => {
  const { signal } = new AbortController();
  const run = systemRandom().suffix(5);
  const namespace = `rules-${run}`;
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  let server: ServerUnderTest;
  let send: Send;
  let made = 0;
  const written: string[] = [];

  beforeAll(async () => {
    server = await serverUnderTest();
    send = sender(server.transport);
    await server.client.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, signal);
  });
  afterAll(async () => {
    for (const crd of written) await send('DELETE', `${crds}/${crd}`);
    await server.client.delete(Namespace, { name: namespace }, signal);
    await server.close();
  });

  const crdWith = (plural: string, spec: Fields): Fields => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.r${run}.rules.test` },
    spec: {
      group: `r${run}.rules.test`,
      scope: 'Namespaced',
      names: { kind: plural.slice(0, 1).toUpperCase() + plural.slice(1, -1), plural },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
    },
  });
  interface Kind {
    readonly crd: string;
    readonly create: (name: string, spec: Fields) => Promise<Answer>;
    readonly patch: (name: string, spec: Fields, metadata?: Fields) => Promise<Answer>;
    /** Declares another schema, and waits until it counts. */
    readonly tighten: (spec: Fields, probe: Fields) => Promise<void>;
  }
  /** A kind with this schema of `spec`, served. */
  const kindWith = async (spec: Fields): Promise<Kind> => {
    const plural = `kind${(made += 1)}s`;
    const crd = crdWith(plural, spec);
    const name = `${plural}.r${run}.rules.test`;
    written.push(name);
    const answer = await send('POST', crds, crd);
    expect([answer.status, answer.body.message]).toEqual([201, undefined]);
    const path = `/apis/r${run}.rules.test/v1/namespaces/${namespace}/${plural}`;
    await until(async () => (await send('GET', path)).status === 200);
    const kind = (crd['spec'] as { names: { kind: string } }).names.kind;
    const object = (name: string, content: Fields): Fields => ({
      apiVersion: `r${run}.rules.test/v1`,
      kind,
      metadata: { name, namespace },
      spec: content,
    });
    return {
      crd: `${crds}/${name}`,
      create: (objectName, content) => send('POST', path, object(objectName, content)),
      patch: (objectName, content, metadata = {}) => send('PATCH', `${path}/${objectName}`, { metadata, spec: content }),
      async tighten(next, probe) {
        await send('PATCH', `${crds}/${name}`, { spec: crdWith(plural, next)['spec'] as Fields });
        await until(async () => (await send('POST', `${path}?dryRun=All`, object('probe', probe))).status === 422);
      },
    };
  };
  const bounded = { type: 'integer', minimum: 0, maximum: 9 };
  const unchecked =
    'FieldValueInvalid <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
  const causes = ({ body }: Answer): readonly string[] =>
    ((body.details?.causes ?? []) as { reason: string; field: string; message: string }[]).map(
      ({ reason, field, message }) => `${reason} ${field}: ${message}`,
    );

  test('compare with the stored value, and only where there is one', async () => {
    const kind = await kindWith({
      type: 'object',
      properties: {
        fixed: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is fixed' }] },
        grows: {
          type: 'integer',
          'x-kubernetes-validations': [
            { rule: '!oldSelf.hasValue() || self >= oldSelf.value()', optionalOldSelf: true, message: 'may only grow' },
            { rule: 'oldSelf.hasValue() || self == 1', optionalOldSelf: true, message: 'starts at 1' },
          ],
        },
      },
      'x-kubernetes-validations': [{ rule: 'has(self.fixed) == has(oldSelf.fixed)', message: 'fixed may not come or go' }],
    });
    expect(causes(await kind.create('a', { grows: 2 }))).toEqual(['FieldValueInvalid spec.grows: Invalid value: 2: starts at 1']);
    expect((await kind.create('a', { fixed: 'x' })).status).toBe(201);
    expect(causes(await kind.patch('a', { fixed: 'y' }))).toEqual(['FieldValueInvalid spec.fixed: Invalid value: "y": is fixed']);
    expect(causes(await kind.patch('a', { fixed: null }))).toEqual(['FieldValueInvalid spec: Invalid value: fixed may not come or go']);
    expect((await kind.patch('a', { grows: 1 })).status).toBe(200);
    expect(causes(await kind.patch('a', { grows: 0 }))).toEqual(['FieldValueInvalid spec.grows: Invalid value: 0: may only grow']);
    expect((await kind.patch('a', { grows: 5 })).status).toBe(200);
  });

  test('say what is wrong in words of their own, at a field of their choice', async () => {
    const kind = await kindWith({
      type: 'object',
      properties: { low: bounded, high: bounded, name: { type: 'string', maxLength: 10 } },
      'x-kubernetes-validations': [
        {
          rule: '!has(self.low) || !has(self.high) || self.low <= self.high',
          messageExpression: "self.low > 5 ? 'low is high' : 'low is more than high'",
          message: 'unused',
          fieldPath: '.low',
          reason: 'FieldValueForbidden',
        },
        { rule: '!has(self.name) || self.name != "bad"', reason: 'FieldValueDuplicate', fieldPath: '.name' },
        { rule: '!has(self.name) || self.name != "need"', reason: 'FieldValueRequired', message: 'more is needed' },
      ],
    });
    expect(causes(await kind.create('a', { low: 2, high: 1 }))).toEqual(['FieldValueForbidden spec.low: Forbidden: low is more than high']);
    expect(causes(await kind.create('a', { name: 'bad' }))).toHaveLength(1);
    expect(causes(await kind.create('a', { name: 'need' }))).toEqual(['FieldValueRequired spec: Required value: more is needed']);
  });

  test('let through what was invalid before and has not changed', async () => {
    const loose = {
      type: 'object',
      properties: {
        text: { type: 'string' },
        number: { type: 'integer' },
        ruled: { type: 'integer' },
        items: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, value: { type: 'string' } } },
        },
        plain: { type: 'array', items: { type: 'object', properties: { value: { type: 'string' } } } },
        map: { type: 'object', additionalProperties: { type: 'string' } },
      },
    };
    const kind = await kindWith(loose);
    const valid = { text: 'ok', number: 1 };
    const invalid = {
      text: 'too long',
      number: 99,
      ruled: 99,
      items: [
        { name: 'a', value: 'too long' },
        { name: 'b', value: 'ok' },
      ],
      plain: [{ value: 'too long' }],
      map: { a: 'too long' },
    };
    await kind.create('a', invalid);
    await kind.create('b', invalid);
    const short = { type: 'string', maxLength: 2 };
    await kind.tighten(
      {
        type: 'object',
        required: ['text', 'missing'],
        properties: {
          missing: { type: 'string' },
          text: short,
          number: { type: 'integer', maximum: 9 },
          ruled: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 10', message: 'is too large' }] },
          items: {
            ...loose.properties.items,
            items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, value: short } },
          },
          plain: { type: 'array', items: { type: 'object', properties: { value: short } } },
          map: { type: 'object', additionalProperties: short },
        },
      },
      { ...valid, text: 'too long' },
    );
    expect((await kind.patch('a', {}, { labels: { a: 'b' } })).status).toBe(200);
    // What is beside the change is still let through, what is changed is not; a missing field is the fault of the whole that changed.
    expect(causes(await kind.patch('a', { text: 'as long' }))).toEqual([
      'FieldValueTooLong spec.text: Too long: may not be more than 2 bytes',
      'FieldValueRequired spec.missing: Required value',
      unchecked,
    ]);
    expect((await kind.patch('a', { missing: 'x' })).status).toBe(200);
    expect((await kind.patch('a', { number: 5 })).status).toBe(200);
    expect(causes(await kind.patch('a', { number: 10 }))).toEqual([
      'FieldValueInvalid spec.number: Invalid value: 10: spec.number in body should be less than or equal to 9',
    ]);
    expect((await kind.patch('a', { items: [{ name: 'b', value: 'no' }, { name: 'a', value: 'too long' }, { name: 'c' }] })).status).toBe(
      200,
    );
    expect(causes(await kind.patch('a', { items: [{ name: 'a', value: 'longer' }] }))).toEqual([
      'FieldValueTooLong spec.items[0].value: Too long: may not be more than 2 bytes',
      unchecked,
    ]);
    // Items of a plain list are nobody's: a list that changes is looked at whole.
    expect((await kind.patch('a', { plain: [{ value: 'too long' }, { value: 'ok' }] })).status).toBe(422);
    expect((await kind.patch('a', { map: { b: 'ok' } })).status).toBe(200);
    expect(causes(await kind.patch('a', { map: { c: 'too long' } }))).toEqual([
      'FieldValueTooLong spec.map.c: Too long: may not be more than 2 bytes',
      unchecked,
    ]);
    expect((await kind.patch('a', { ruled: 50 })).status).toBe(422);
    expect((await kind.patch('b', { missing: 'x', ruled: 5 })).status).toBe(200);
  });

  test('are held against what is unchanged as well, where they compare', async () => {
    const kind = await kindWith({ type: 'object', properties: { value: { type: 'integer' }, other: { type: 'string' } } });
    await kind.create('a', { value: 5 });
    await kind.tighten(
      {
        type: 'object',
        properties: {
          value: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 3 || self > oldSelf', message: 'must grow' }] },
          other: { type: 'string', maxLength: 3 },
        },
      },
      { other: 'too long' },
    );
    expect(causes(await kind.patch('a', { other: 'x' }))).toEqual(['FieldValueInvalid spec.value: Invalid value: 5: must grow']);
  });

  test('warn where an unchanged value breaks them', async () => {
    const kind = await kindWith({ type: 'object', properties: { value: { type: 'integer' }, other: { type: 'string' } } });
    await kind.create('a', { value: 5 });
    await kind.tighten(
      {
        type: 'object',
        properties: {
          value: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 3', message: 'is too large' }] },
          other: { type: 'string', maxLength: 3 },
        },
      },
      { other: 'too long' },
    );
    const { status, warnings } = await kind.patch('a', { other: 'x' });
    expect([status, warnings]).toEqual([200, '299 - "spec.value: Invalid value: 5: is too large"']);
  });

  test.each<{ rule: string; spec: Fields; message: RegExp }>([
    {
      rule: 'does not parse',
      spec: { type: 'object', 'x-kubernetes-validations': [{ rule: 'self.a ==' }] },
      message: /compilation failed/,
    },
    {
      rule: 'names a field that is not there',
      spec: { type: 'object', properties: { a: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: 'self.b == "x"' }] },
      message: /undefined field 'b'/,
    },
    {
      rule: 'is no claim',
      spec: { type: 'object', properties: { a: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: '1 + 1' }] },
      message: /must evaluate to a bool|cel expression must/i,
    },
    {
      rule: 'may take too long, since nothing bounds what it looks at',
      spec: {
        type: 'object',
        properties: {
          list: {
            type: 'array',
            items: { type: 'string' },
            'x-kubernetes-validations': [{ rule: 'self.all(x, self.all(y, x != y || x == y))' }],
          },
        },
      },
      message: /estimated rule cost exceeds budget by factor of/,
    },
    {
      rule: 'has a message that is no text',
      spec: {
        type: 'object',
        properties: { a: { type: 'string' } },
        'x-kubernetes-validations': [{ rule: 'true', messageExpression: '1' }],
      },
      message: /messageExpression must evaluate to a string/,
    },
    {
      rule: 'compares within a list that has no keys',
      spec: {
        type: 'object',
        properties: { list: { type: 'array', items: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } } },
      },
      message: /oldSelf cannot be used on the uncorrelatable portion of the schema/,
    },
    {
      rule: 'names a reason that there is none',
      spec: { type: 'object', 'x-kubernetes-validations': [{ rule: 'true', reason: 'Whim' }] },
      message: /Unsupported value: "Whim"/,
    },
    {
      rule: 'has no text',
      spec: { type: 'object', 'x-kubernetes-validations': [{ rule: ' ' }] },
      message: /rule is not specified/,
    },
    {
      rule: 'points at a field that is not there',
      spec: {
        type: 'object',
        properties: { a: { type: 'string' } },
        'x-kubernetes-validations': [{ rule: 'true', fieldPath: '.b' }],
      },
      message: /fieldPath: Invalid value: ".b": must be a valid path/,
    },
    {
      rule: 'has a message of several lines',
      spec: { type: 'object', 'x-kubernetes-validations': [{ rule: 'true', message: 'a\nb' }] },
      message: /message: Invalid value: .*: must not contain line breaks/,
    },
  ])('are refused with the CRD when one $rule', async ({ spec, message }) => {
    const { status, body } = await send('POST', `${crds}?dryRun=All`, crdWith(`wrong${(made += 1)}s`, spec));
    expect([status, body.message]).toEqual([422, expect.stringMatching(message)]);
  });

  test.each<{ rule: string; spec: Fields; factor: string }>([
    {
      rule: 'a list within a list',
      spec: {
        type: 'array',
        maxItems: 5000,
        items: {
          type: 'array',
          maxItems: 100,
          items: { type: 'string', maxLength: 100, 'x-kubernetes-validations': [{ rule: 'self.matches("^[a-z]+$") && self.size() > 3' }] },
        },
      },
      factor: '4.3x',
    },
    {
      rule: 'values of an unbounded map',
      spec: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          required: ['a'],
          properties: { a: { type: 'string', maxLength: 20 } },
          'x-kubernetes-validations': [{ rule: 'self.a.startsWith("x") || self.a.contains("yy") || self.a.split(",").size() > 2' }],
        },
      },
      factor: '1.038088x',
    },
    {
      rule: 'items compared with each other',
      spec: {
        type: 'array',
        maxItems: 1500,
        items: { type: 'integer' },
        'x-kubernetes-validations': [{ rule: 'self.all(x, self.exists(y, x == y))' }],
      },
      factor: '1.350750x',
    },
  ])('are refused by how much too much they may take: $rule', async ({ spec, factor }) => {
    const whole = { type: 'object', properties: { inner: spec } };
    const { body } = await send('POST', `${crds}?dryRun=All`, crdWith(`dear${(made += 1)}s`, whole));
    const [first = ''] = causes({ status: 0, warnings: '', body });
    expect(first).toContain(`estimated rule cost exceeds budget by factor of ${factor} `);
  });

  test('are accepted where bounds keep them cheap', async () => {
    const spec = {
      type: 'object',
      properties: {
        list: {
          type: 'array',
          maxItems: 10,
          items: { type: 'string', maxLength: 10 },
          'x-kubernetes-validations': [{ rule: 'self.all(x, self.exists_one(y, x == y))' }],
        },
      },
    };
    expect((await send('POST', `${crds}?dryRun=All`, crdWith('cheaps', spec))).status).toBe(201);
  });
});
