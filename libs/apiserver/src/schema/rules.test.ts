import { readdirSync, readFileSync } from 'node:fs';

import { parse } from 'yaml';

import type { OpenApiSchema } from '../served-resource.ts';
import { compileSchema } from './compile-schema.ts';
import { SchemaNode } from './schema-node.ts';

type Fields = Record<string, unknown>;

const spec = (rules: readonly Fields[], properties: Readonly<Record<string, OpenApiSchema>>): OpenApiSchema => ({
  type: 'object',
  properties: { spec: { type: 'object', properties, 'x-kubernetes-validations': rules } },
});
const integer = { type: 'integer' };
const text = { type: 'string' };

describe('CEL rules', () => {
  test.each<{ rule: string; cel: string; properties: Readonly<Record<string, OpenApiSchema>>; holds: Fields; breaks: Fields }>([
    {
      rule: 'compare integers as integers',
      cel: 'self.a < self.b',
      properties: { a: integer, b: integer },
      holds: { a: 1, b: 2 },
      breaks: { a: 2, b: 1 },
    },
    {
      rule: 'ask whether a field is there',
      cel: 'has(self.a) != has(self.b)',
      properties: { a: text, b: text },
      holds: { a: 'x' },
      breaks: {},
    },
    {
      rule: 'look at all items',
      cel: 'self.l.all(x, self.l.exists_one(y, x == y))',
      properties: { l: { type: 'array', items: text } },
      holds: { l: ['a', 'b'] },
      breaks: { l: ['a', 'a'] },
    },
    {
      rule: 'reach fields whose names are words of CEL',
      cel: "self.__namespace__ == 'x'",
      properties: { namespace: text },
      holds: { namespace: 'x' },
      breaks: { namespace: 'y' },
    },
    {
      rule: 'reach fields with dashes',
      cel: "self.a__dash__b == 'x'",
      properties: { 'a-b': text },
      holds: { 'a-b': 'x' },
      breaks: { 'a-b': 'y' },
    },
    { rule: 'match patterns', cel: "self.a.matches('^[a-z]+$')", properties: { a: text }, holds: { a: 'abc' }, breaks: { a: 'A' } },
    {
      rule: 'compare quantities',
      cel: "quantity(self.a).isLessThan(quantity('1Gi'))",
      properties: { a: text },
      holds: { a: '512Mi' },
      breaks: { a: '2Gi' },
    },
    {
      rule: 'take URLs apart',
      cel: "isURL(self.a) && url(self.a).getScheme() == 'https'",
      properties: { a: text },
      holds: { a: 'https://x' },
      breaks: { a: 'http://x' },
    },
    {
      rule: 'know addresses',
      cel: 'isIP(self.a) && ip(self.a).family() == 4',
      properties: { a: text },
      holds: { a: '10.0.0.1' },
      breaks: { a: 'fd00::1' },
    },
    {
      rule: 'know address ranges',
      cel: 'isCIDR(self.a)',
      properties: { a: text },
      holds: { a: '10.0.0.0/8' },
      breaks: { a: '10.0.0.0/64' },
    },
    {
      rule: 'compare durations',
      cel: "self.a > duration('1h')",
      properties: { a: { type: 'string', format: 'duration' } },
      holds: { a: '2h' },
      breaks: { a: '1m' },
    },
    {
      rule: 'compare times',
      cel: "self.a < timestamp('2020-01-01T00:00:00Z')",
      properties: { a: { type: 'string', format: 'date-time' } },
      holds: { a: '2019-01-01T00:00:00Z' },
      breaks: { a: '2021-01-01T00:00:00Z' },
    },
    {
      rule: 'reach into maps by optional keys',
      cel: "self.?a.orValue('x') == 'x'",
      properties: { a: text },
      holds: {},
      breaks: { a: 'y' },
    },
    {
      rule: 'sort and add up',
      cel: 'self.l.isSorted() && self.l.sum() == 3',
      properties: { l: { type: 'array', items: integer } },
      holds: { l: [1, 2] },
      breaks: { l: [2, 1] },
    },
  ])('$rule', ({ cel, properties, holds, breaks }) => {
    const schema = compileSchema(spec([{ rule: cel, message: 'no' }], properties));
    expect(schema.ruleErrors).toEqual([]);
    expect(schema.validate({ spec: holds })).toEqual([]);
    expect(schema.validate({ spec: breaks })).toEqual([{ reason: 'FieldValueInvalid', message: 'Invalid value: no', field: 'spec' }]);
  });

  test('run only where the value is', () => {
    const schema = compileSchema(spec([], { a: { ...text, 'x-kubernetes-validations': [{ rule: "self == 'x'" }] } }));
    expect(schema.validate({ spec: {} })).toEqual([]);
    expect(schema.validate({ spec: { a: 'y' } })).toEqual([
      { reason: 'FieldValueInvalid', message: `Invalid value: "y": failed rule: self == 'x'`, field: 'spec.a' },
    ]);
  });

  const immutable = compileSchema(
    spec([], { a: { ...text, 'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'immutable' }] } }),
  );
  test('that look at the stored value run on updates only', () => {
    expect(immutable.validate({ spec: { a: 'x' } })).toEqual([]);
    expect(immutable.validate({ spec: { a: 'x' } }, { spec: {} })).toEqual([]);
    expect(immutable.validate({ spec: { a: 'x' } }, { spec: { a: 'x' } })).toEqual([]);
    expect(immutable.validate({ spec: { a: 'y' } }, { spec: { a: 'x' } })).toHaveLength(1);
  });

  test('with an optional stored value run on create as well', () => {
    const once = { rule: 'oldSelf.hasValue() || !has(self.a)', optionalOldSelf: true };
    const schema = compileSchema(spec([once], { a: text }));
    expect(schema.validate({ spec: { a: 'x' } })).toHaveLength(1);
    expect(schema.validate({ spec: { a: 'x' } }, { spec: {} })).toEqual([]);
  });

  test('say what they want in a message of their own making, a reason and a place', () => {
    const rule = {
      rule: 'self.a < 3',
      message: 'too much',
      messageExpression: "'at most 2, not ' + string(self.a)",
      reason: 'FieldValueForbidden',
      fieldPath: '.a',
    };
    expect(compileSchema(spec([rule], { a: integer })).validate({ spec: { a: 5 } })).toEqual([
      { reason: 'FieldValueForbidden', message: 'Forbidden: at most 2, not 5', field: 'spec.a' },
    ]);
  });

  test('that cannot be compiled are reported with the schema', () => {
    expect(compileSchema(spec([{ rule: 'self.a ==' }], { a: integer })).ruleErrors).toHaveLength(1);
    expect(compileSchema(spec([{ rule: 'nosuch(self.a)' }], { a: integer })).ruleErrors).toHaveLength(1);
  });
});

const crds = new URL('../../../../crds/', import.meta.url);
const ours = readdirSync(crds, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('kustomization.yaml'))
  .map(
    (name) =>
      parse(readFileSync(new URL(name, crds), 'utf8')) as {
        spec: { names: { kind: string }; versions: { name: string; schema: { openAPIV3Schema: OpenApiSchema } }[] };
      },
  );
const versions = ours.flatMap(({ spec: { names, versions: all } }) =>
  all.map((version) => ({ name: `${names.kind} ${version.name}`, schema: version.schema.openAPIV3Schema })),
);

describe('CRDs of this project', () => {
  test.each(versions)('$name has rules that compile', ({ schema }) => {
    expect(compileSchema(schema).ruleErrors).toEqual([]);
  });

  /** Every place of a schema that has rules, with the rule's text. */
  function places(node: SchemaNode): readonly SchemaNode[] {
    const children = [
      ...node.properties.values(),
      ...(node.values === undefined ? [] : [node.values]),
      ...(node.type === 'array' ? [node.items] : []),
    ];
    return [...(node.rules.length > 0 ? [node] : []), ...children.flatMap(places)];
  }
  const all = versions.flatMap(({ schema }) => places(new SchemaNode(schema, true)));
  const placeOf = (rule: string): OpenApiSchema => {
    const node = all.find((place) => place.rules.some(({ text: own }) => own.includes(rule)));
    return node === undefined ? {} : { type: 'object', properties: { value: { ...node.schema } } };
  };

  test.each<{ rule: string; holds: unknown; breaks: unknown; broken: string }>([
    {
      rule: 'self.all(x, self.exists_one(y, x.name == y.name))',
      holds: [
        { name: 'a', value: '1' },
        { name: 'b', value: '1' },
      ],
      breaks: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
      broken: 'value',
    },
    {
      rule: "self in ['Ready','Available'",
      holds: 'Custom',
      breaks: 'Ready',
      broken: 'value',
    },
    {
      rule: 'self.matches(',
      holds: 'LinuxSwap',
      breaks: 'swap',
      broken: 'value',
    },
    {
      rule: '[has(self.layout),has(self.diskLayout)]',
      holds: { device: '/dev/sdb', layout: true },
      breaks: { device: '/dev/sdb' },
      broken: 'value',
    },
  ])('hold $holds and not $breaks against $rule', ({ rule, holds, breaks, broken }) => {
    const schema = compileSchema(placeOf(rule));
    const fieldsOf = (value: unknown): readonly string[] => schema.validate({ value }).map((cause) => cause.field);
    expect(fieldsOf(holds)).toEqual([]);
    expect(fieldsOf(breaks)).toEqual([broken]);
  });
});
