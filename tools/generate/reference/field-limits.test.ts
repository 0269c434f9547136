import type { JsonSchema } from '@capi/api';

import { limitsOf } from './field-limits.ts';

describe('limits of a field', () => {
  test.each<{ rule: string; schema: JsonSchema; says: string }>([
    { rule: 'are nothing when anything goes', schema: { type: 'string' }, says: '' },
    { rule: 'name the words that are allowed', schema: { enum: ['Fail', 'Ignore'] }, says: '`"Fail"` or `"Ignore"`' },
    { rule: 'tell both bounds', schema: { minLength: 1, maxLength: 63 }, says: '1 to 63 characters' },
    { rule: 'leave out a lower bound that any text keeps', schema: { minLength: 0, maxLength: 63 }, says: 'at most 63 characters' },
    { rule: 'tell that there has to be something', schema: { minProperties: 1 }, says: 'not empty' },
    { rule: 'keep a lower bound of numbers', schema: { minimum: 1 }, says: 'at least 1' },
    { rule: 'tell bounds that meet as one', schema: { minItems: 3, maxItems: 3 }, says: '3 items' },
    {
      rule: 'hold for items too',
      schema: { maxItems: 9, items: { type: 'string', maxLength: 5 } },
      says: 'at most 9 items; each at most 5 characters',
    },
    { rule: 'leave those of structs to their own table', schema: { items: { properties: {}, minProperties: 1 } }, says: '' },
    { rule: 'end with the default, zero values included', schema: { default: '' }, says: 'default `""`' },
    { rule: 'show a pattern as it is', schema: { pattern: '^a|b$' }, says: 'matches `^a|b$`' },
    {
      rule: 'call a pattern by its name',
      schema: { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
      says: 'a [DNS label](../README.md#names-and-words)',
    },
    { rule: 'leave out the pattern of amounts', schema: { pattern: '^x$', 'x-kubernetes-int-or-string': true }, says: '' },
    {
      rule: 'tell CEL rules with what they want',
      schema: { 'x-kubernetes-validations': [{ rule: 'self != oldSelf', message: 'has to change' }] },
      says: 'has to change: `self != oldSelf`',
    },
  ])('$rule', ({ schema, says }) => expect(limitsOf(schema)).toBe(says));
});
