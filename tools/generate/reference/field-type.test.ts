import type { JsonSchema } from '@capi/api';

import { structIn, typeOf } from './field-type.ts';

const struct: JsonSchema = { type: 'object', properties: { name: { type: 'string' } } };

describe('type of a field', () => {
  test.each<{ rule: string; schema: JsonSchema; says: string }>([
    { rule: 'is the word of OpenAPI', schema: { type: 'boolean' }, says: 'boolean' },
    { rule: 'leaves out how long a number is', schema: { type: 'integer', format: 'int32' }, says: 'integer' },
    { rule: 'tells times from texts', schema: { type: 'string', format: 'date-time' }, says: 'time' },
    { rule: 'tells counts that may be percentages', schema: { 'x-kubernetes-int-or-string': true }, says: 'integer or string' },
    { rule: 'tells amounts from those', schema: { 'x-kubernetes-int-or-string': true, pattern: 'x' }, says: 'quantity' },
    { rule: 'is any JSON where nothing is known', schema: { 'x-kubernetes-preserve-unknown-fields': true }, says: 'any JSON' },
    { rule: 'leads to the section of a struct', schema: struct, says: '[object](#specfiles)' },
    {
      rule: 'leads on through lists and maps',
      schema: { items: { additionalProperties: struct } },
      says: 'list of map of [object](#specfiles)',
    },
    {
      rule: 'tells by what items of a list are merged',
      schema: { items: { type: 'string' }, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['key', 'effect'] },
      says: 'list of string, by `key` and `effect`',
    },
  ])('$rule', ({ schema, says }) => expect(typeOf(schema, 'spec.files')).toBe(says));

  test('a struct is found behind lists and maps, under the path of one of them', () => {
    expect(structIn({ items: { additionalProperties: struct } }, 'spec.files')).toEqual({ struct, path: 'spec.files[].*' });
    expect(structIn({ items: { type: 'string' } }, 'spec.files')).toBeUndefined();
  });
});
