import { nodeOf } from './schema-node.ts';
import { unknownFields } from './unknown-fields.ts';
import { validateValue } from './validate-value.ts';

const found = (value: unknown, schema: object) => validateValue(value, nodeOf(schema)).map(({ kind, at }) => `${kind} ${at}`.trim());

describe('a value', () => {
  test.each<{ rule: string; value: unknown; schema: object; says: readonly string[] }>([
    { rule: 'has the type of its schema', value: 1, schema: { type: 'string' }, says: ['TypeInvalid'] },
    { rule: 'is not null', value: null, schema: { type: 'string' }, says: ['TypeInvalid'] },
    { rule: 'may be an integer where a number is wanted', value: 1, schema: { type: 'number' }, says: [] },
    { rule: 'is no broken number where an integer is wanted', value: 1.5, schema: { type: 'integer' }, says: ['TypeInvalid', 'Invalid'] },
    { rule: 'may be an integer or a text', value: '5%', schema: { 'x-kubernetes-int-or-string': true }, says: [] },
    { rule: 'is nothing else then', value: true, schema: { 'x-kubernetes-int-or-string': true }, says: ['TypeInvalid'] },
    { rule: 'fits into 32 bits when asked to', value: 2 ** 31, schema: { type: 'integer', format: 'int32' }, says: ['Invalid'] },
    { rule: 'is not too long', value: 'äöü', schema: { type: 'string', maxLength: 2 }, says: ['TooLong'] },
    { rule: 'is not too short', value: '', schema: { type: 'string', minLength: 1 }, says: ['Invalid'] },
    { rule: 'matches its pattern', value: 'A', schema: { type: 'string', pattern: '^[a-z]+$' }, says: ['Invalid'] },
    {
      rule: 'has its format, whatever else is wrong',
      value: 'abc',
      schema: { type: 'string', format: 'ipv4', maxLength: 1 },
      says: ['TooLong', 'TypeInvalid'],
    },
    { rule: 'may have any format that nobody checks', value: 'abc', schema: { type: 'string', format: 'moon-phase' }, says: [] },
    {
      rule: 'stays within bounds',
      value: 5,
      schema: { type: 'integer', maximum: 5, exclusiveMaximum: true, minimum: 6 },
      says: ['Invalid', 'Invalid'],
    },
    {
      rule: 'has enough items, and not too many',
      value: [1, 1],
      schema: { type: 'array', maxItems: 1, minItems: 3 },
      says: ['TooMany', 'Invalid'],
    },
    { rule: 'has no item twice', value: [{ a: 1 }, { a: 1 }], schema: { type: 'array', uniqueItems: true }, says: ['Invalid'] },
    {
      rule: 'has enough fields, and not too many',
      value: { a: 1 },
      schema: { type: 'object', minProperties: 2, maxProperties: 0 },
      says: ['TooMany', 'Invalid'],
    },
    { rule: 'has all fields that it must have', value: {}, schema: { type: 'object', required: ['a'] }, says: ['Required .a'] },
    { rule: 'is one of the choices', value: 'c', schema: { type: 'string', enum: ['a', 'b', null] }, says: ['NotSupported'] },
    {
      rule: 'is looked into',
      value: { a: [1], b: 2 },
      schema: { type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } }, additionalProperties: { type: 'string' } },
      says: ['TypeInvalid .a[0]', 'TypeInvalid .b'],
    },
    {
      rule: 'fulfils all of allOf and is told which not',
      value: 5,
      schema: { type: 'integer', allOf: [{ minimum: 1 }, { maximum: 4 }] },
      says: ['Invalid', 'Invalid'],
    },
    {
      rule: 'is told what the alternative wants that it comes closest to',
      value: { a: '' },
      schema: { type: 'object', anyOf: [{ required: ['b'] }, { properties: { a: { minLength: 1 } } }] },
      says: ['Invalid', 'Invalid .a'],
    },
    {
      rule: 'fulfils one of oneOf only',
      value: 2,
      schema: { type: 'integer', oneOf: [{ minimum: 1 }, { maximum: 4 }] },
      says: ['Invalid'],
    },
    { rule: 'does not fulfil what it must not', value: 2, schema: { type: 'integer', not: { minimum: 1 } }, says: ['Invalid'] },
  ])('$rule', ({ value, schema, says }) => expect(found(value, schema)).toEqual(says));
});

describe('fields that nobody knows', () => {
  const object = { type: 'object', properties: { a: { type: 'object', properties: {} }, l: { type: 'array', items: { type: 'object' } } } };
  test.each<{ rule: string; schema: object; value: unknown; fields: readonly string[] }>([
    { rule: 'are found at every depth', schema: object, value: { a: { x: 1 }, l: [{ y: 1 }], z: 1 }, fields: ['a.x', 'l[0].y', 'z'] },
    {
      rule: 'may be kept',
      schema: { ...object, 'x-kubernetes-preserve-unknown-fields': true },
      value: { a: { x: 1 }, z: { y: 1 } },
      fields: ['a.x'],
    },
    { rule: 'do not exist in maps', schema: { type: 'object', additionalProperties: { type: 'string' } }, value: { z: 'a' }, fields: [] },
  ])('$rule', ({ schema, value, fields }) => expect(unknownFields(value, nodeOf(schema))).toEqual(fields));
});
