import { reference } from '../built-in/definitions.ts';
import type { OpenApiSchema } from '../served-resource.ts';
import { compileSchema } from './compile-schema.ts';

type Fields = Record<string, unknown>;

const kindWith = (spec: OpenApiSchema): OpenApiSchema => ({ type: 'object', properties: { spec } });
const fields = (properties: Readonly<Record<string, OpenApiSchema>>, more: Fields = {}): OpenApiSchema => ({
  type: 'object',
  properties,
  ...more,
});
const aThing = (spec: unknown): Fields => ({ apiVersion: 'test/v1', kind: 'Thing', metadata: { name: 'x' }, spec });

describe('pruning', () => {
  test.each<{ rule: string; spec: OpenApiSchema; given: unknown; kept: unknown; pruned: readonly string[] }>([
    {
      rule: 'drops fields that are not declared, at any depth',
      spec: fields({ list: { type: 'array', items: fields({ a: { type: 'string' } }) } }),
      given: { b: 1, list: [{ a: 'x', c: 1 }] },
      kept: { list: [{ a: 'x' }] },
      pruned: ['spec.b', 'spec.list[0].c'],
    },
    {
      rule: 'keeps everything where unknown fields are preserved',
      spec: fields({}, { 'x-kubernetes-preserve-unknown-fields': true }),
      given: { a: { b: [1] } },
      kept: { a: { b: [1] } },
      pruned: [],
    },
    {
      rule: 'looks into declared fields even where others are preserved',
      spec: fields({ known: fields({}) }, { 'x-kubernetes-preserve-unknown-fields': true }),
      given: { known: { a: 1 }, other: 1 },
      kept: { known: {}, other: 1 },
      pruned: ['spec.known.a'],
    },
    {
      rule: 'keeps entries of maps and prunes their values',
      spec: { type: 'object', additionalProperties: fields({ a: { type: 'string' } }) },
      given: { one: { a: 'x', b: 1 } },
      kept: { one: { a: 'x' } },
      pruned: ['spec.one.b'],
    },
    {
      rule: 'knows the fields of an embedded object',
      spec: fields({ template: fields({ spec: fields({}) }, { 'x-kubernetes-embedded-resource': true }) }),
      given: { template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' }, wrong: 1 }, spec: { a: 1 } } },
      kept: { template: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' } }, spec: {} } },
      pruned: ['spec.template.metadata.wrong', 'spec.template.spec.a'],
    },
    {
      rule: 'drops null where it is not allowed and has no default, without a word',
      spec: fields({ a: { type: 'string' }, b: { type: 'string', nullable: true }, c: { type: 'string', default: 'x' } }),
      given: { a: null, b: null, c: null },
      kept: { b: null, c: null },
      pruned: [],
    },
  ])('$rule', ({ spec, given, kept, pruned }) => {
    expect(compileSchema(kindWith(spec)).prune(aThing(given))).toEqual({ object: aThing(kept), pruned });
  });

  test('returns the very object when there is nothing to drop', () => {
    const thing = aThing({ a: 'x' });
    expect(compileSchema(kindWith(fields({ a: { type: 'string' } }))).prune(thing).object).toBe(thing);
  });

  test('reads null as absent in built-in types', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', creationTimestamp: null }, spec: { containers: null }, status: {} };
    expect(compileSchema(reference('core.Pod')).prune(pod).object).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {},
      status: {},
    });
  });
});

describe('defaulting', () => {
  const spec = fields({
    a: { type: 'string', default: 'x' },
    parent: fields({ b: { type: 'integer', default: 1 } }),
    made: { ...fields({ c: { type: 'boolean', default: true } }), default: {} },
    list: { type: 'array', items: fields({ d: { type: 'string', default: 'y' } }) },
    free: { type: 'string', nullable: true, default: 'z' },
  });
  test.each<{ rule: string; given: unknown; filled: unknown }>([
    { rule: 'fills in what is absent', given: {}, filled: { a: 'x', made: { c: true }, free: 'z' } },
    { rule: 'fills below parents that exist', given: { parent: {} }, filled: { a: 'x', parent: { b: 1 }, made: { c: true }, free: 'z' } },
    {
      rule: 'fills every item',
      given: { list: [{}, { d: 'q' }] },
      filled: { a: 'x', made: { c: true }, free: 'z', list: [{ d: 'y' }, { d: 'q' }] },
    },
    { rule: 'takes the place of a null that is not allowed', given: { a: null }, filled: { a: 'x', made: { c: true }, free: 'z' } },
    { rule: 'leaves a null that is allowed', given: { free: null }, filled: { a: 'x', made: { c: true }, free: null } },
  ])('$rule', ({ given, filled }) => {
    expect(compileSchema(kindWith(spec)).applyDefaults(aThing(given))).toEqual(aThing(filled));
  });

  test('gives each object a value of its own', () => {
    const schema = compileSchema(kindWith(spec));
    const [one, other] = [schema.applyDefaults(aThing({})), schema.applyDefaults(aThing({}))];
    expect((one['spec'] as Fields)['made']).not.toBe((other['spec'] as Fields)['made']);
  });
});

describe('validation', () => {
  const ports = {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: fields({ name: { type: 'string' } }, { required: ['name'] }),
  };
  test.each<{ rule: string; spec: OpenApiSchema; given: unknown; field: string; reason: string; message: string }>([
    {
      rule: 'wants the declared type',
      spec: fields({ a: { type: 'integer' } }),
      given: { a: 'x' },
      field: 'spec.a',
      reason: 'FieldValueTypeInvalid',
      message: 'Invalid value: "string": spec.a in body must be of type integer: "string"',
    },
    {
      rule: 'wants required fields',
      spec: fields({}, { required: ['a'] }),
      given: {},
      field: 'spec.a',
      reason: 'FieldValueRequired',
      message: 'Required value',
    },
    {
      rule: 'knows the choices',
      spec: fields({ a: { type: 'string', enum: ['x', 'y'] } }),
      given: { a: 'z' },
      field: 'spec.a',
      reason: 'FieldValueNotSupported',
      message: 'Unsupported value: "z": supported values: "x", "y"',
    },
    {
      rule: 'wants patterns to match',
      spec: fields({ a: { type: 'string', pattern: '^[a-z]+$' } }),
      given: { a: 'A' },
      field: 'spec.a',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: "A": spec.a in body should match \'^[a-z]+$\'',
    },
    {
      rule: 'bounds texts from above',
      spec: fields({ a: { type: 'string', maxLength: 2 } }),
      given: { a: 'xyz' },
      field: 'spec.a',
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 2 bytes',
    },
    {
      rule: 'bounds texts from below',
      spec: fields({ a: { type: 'string', minLength: 1 } }),
      given: { a: '' },
      field: 'spec.a',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: "": spec.a in body should be at least 1 chars long',
    },
    {
      rule: 'bounds numbers',
      spec: fields({ a: { type: 'integer', maximum: 10 } }),
      given: { a: 11 },
      field: 'spec.a',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: 11: spec.a in body should be less than or equal to 10',
    },
    {
      rule: 'bounds lists',
      spec: fields({ a: { type: 'array', maxItems: 1, items: { type: 'string' } } }),
      given: { a: ['x', 'y'] },
      field: 'spec.a',
      reason: 'FieldValueTooMany',
      message: 'Too many: 2: must have at most 1 item',
    },
    {
      rule: 'bounds maps',
      spec: fields({}, { minProperties: 1, 'x-kubernetes-preserve-unknown-fields': true }),
      given: {},
      field: 'spec',
      reason: 'FieldValueInvalid',
      message: 'Invalid value: 0: spec in body should have at least 1 properties',
    },
    {
      rule: 'checks formats',
      spec: fields({ a: { type: 'string', format: 'date-time' } }),
      given: { a: 'today' },
      field: 'spec.a',
      reason: 'FieldValueTypeInvalid',
      message: 'Invalid value: "today": spec.a in body must be of type date-time: "today"',
    },
    {
      rule: 'wants the keys of a map list to differ',
      spec: fields({ ports }),
      given: { ports: [{ name: 'a' }, { name: 'a' }] },
      field: 'spec.ports[1]',
      reason: 'FieldValueDuplicate',
      message: 'Duplicate value: {"name":"a"}',
    },
    {
      rule: 'wants the items of a set to differ',
      spec: fields({ a: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } } }),
      given: { a: ['x', 'x'] },
      field: 'spec.a[1]',
      reason: 'FieldValueDuplicate',
      message: 'Duplicate value: "x"',
    },
    {
      rule: 'takes integers and texts for int-or-string, and nothing else',
      spec: fields({ a: { 'x-kubernetes-int-or-string': true } }),
      given: { a: true },
      field: 'spec.a',
      reason: 'FieldValueTypeInvalid',
      message: 'Invalid value: "boolean": spec.a in body must be of type integer,string: "boolean"',
    },
    {
      rule: 'names items by their index',
      spec: fields({ ports }),
      given: { ports: [{ name: 'a' }, {}] },
      field: 'spec.ports[1].name',
      reason: 'FieldValueRequired',
      message: 'Required value',
    },
  ])('$rule', ({ spec, given, field, reason, message }) => {
    expect(compileSchema(kindWith(spec)).validate(aThing(given))).toEqual([{ reason, message, field }]);
  });

  test('lets through what was invalid before and has not changed', () => {
    const schema = compileSchema(kindWith(fields({ a: { type: 'integer', maximum: 1 }, b: { type: 'string' } })));
    expect(schema.validate(aThing({ a: 5, b: 'new' }), aThing({ a: 5, b: 'old' }))).toEqual([]);
    expect(schema.validate(aThing({ a: 6 }), aThing({ a: 5 }))).toHaveLength(1);
  });

  test('does not miss required fields of built-in types, which decode to nothing', () => {
    const podSchema = compileSchema(reference('core.Pod'));
    expect(podSchema.validate({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ image: 'x' }] } })).toEqual(
      [],
    );
    expect(podSchema.validate({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: 'x' } })).toHaveLength(1);
  });
});
