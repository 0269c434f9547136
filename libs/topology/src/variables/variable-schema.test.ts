import { said } from '../testing.ts';
import { validateVariableSchema } from './variable-schema.ts';

const rule = (text: string, more: object = {}) => ({ 'x-kubernetes-validations': [{ rule: text, ...more }] });
const at = 's.x-kubernetes-validations[0]';
const text = { type: 'string', maxLength: 10 };

describe('the schema of a variable', () => {
  test.each<{ rule: string; schema: object; says: readonly string[] }>([
    { rule: 'has a type', schema: {}, says: ['Required s.type'] },
    { rule: 'needs none for integers or texts', schema: { 'x-kubernetes-int-or-string': true }, says: [] },
    { rule: 'needs none where everything is kept', schema: { 'x-kubernetes-preserve-unknown-fields': true }, says: [] },
    {
      rule: 'cannot have both',
      schema: { 'x-kubernetes-int-or-string': true, 'x-kubernetes-preserve-unknown-fields': true },
      says: ['Invalid s.x-kubernetes-preserve-unknown-fields'],
    },
    { rule: 'has one of the types of JSON', schema: { type: 'text', example: 1 }, says: ['NotSupported s.type'] },
    { rule: 'says what is in a list', schema: { type: 'array' }, says: ['Required s.items'] },
    { rule: 'says of which type items are', schema: { type: 'array', items: {} }, says: ['Required s.items.type'] },
    {
      rule: 'has fields or values, not both',
      schema: { type: 'object', properties: { a: text }, additionalProperties: text },
      says: ['Forbidden s'],
    },
    { rule: 'has patterns as RE2 knows them', schema: { type: 'string', pattern: '(?!a)' }, says: ['Invalid s.pattern'] },
    {
      rule: 'does not declare in branches',
      schema: { type: 'string', allOf: [{ type: 'string' }], anyOf: [{ description: 'a' }], not: { default: [] } },
      says: ['Forbidden s.allOf[0].type', 'Forbidden s.anyOf[0].description', 'Forbidden s.not.default'],
    },
    {
      rule: 'does not speak of metadata in branches',
      schema: { type: 'object', oneOf: [{ properties: { metadata: {} } }] },
      says: ['Forbidden s.oneOf[0].properties[metadata]'],
    },
    {
      rule: 'may say in branches that integers and texts are alike',
      schema: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      says: [],
    },
    {
      rule: 'may say so in the first of allOf, but nowhere else',
      schema: {
        type: 'string',
        allOf: [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
      },
      says: ['Forbidden s.allOf[1].anyOf[0].type', 'Forbidden s.allOf[1].anyOf[1].type'],
    },
    { rule: 'may require fields that it does not know', schema: { type: 'object', required: ['a'] }, says: [] },
    { rule: 'may ask for what nothing fulfils', schema: { type: 'integer', minimum: 5, maximum: 1 }, says: [] },
    {
      rule: 'has labels that are labels',
      schema: { type: 'array', items: { type: 'string', 'x-metadata': { labels: { 'a b': 'c' } } } },
      says: ['Invalid s.items.x-metadata.labels'],
    },
    {
      rule: 'is looked at no further once its structure is wrong',
      schema: { type: 'array', default: 1, 'x-metadata': { labels: { 'a b': 'c' } } },
      says: ['Invalid s.x-metadata.labels', 'Required s.items'],
    },
  ])('$rule', ({ schema, says }) => expect(said(validateVariableSchema('s', schema))).toEqual(says));
});

describe('a sample in the schema of a variable', () => {
  test.each<{ rule: string; schema: object; says: readonly string[] }>([
    { rule: 'holds as a default', schema: { type: 'integer', default: 'a' }, says: ['TypeInvalid s.default'] },
    { rule: 'is absent when null', schema: { type: 'integer', default: null, example: null, enum: [null, 1] }, says: [] },
    {
      rule: 'has only fields that are known',
      schema: { type: 'object', properties: { a: text }, default: { b: 1 } },
      says: ['Invalid s.default'],
    },
    {
      rule: 'holds as a default of a field and of items',
      schema: { type: 'object', properties: { a: { type: 'array', items: { type: 'string', default: 1 }, default: 1 } } },
      says: ['TypeInvalid s.properties[a].default', 'TypeInvalid s.properties[a].items.default'],
    },
    {
      rule: 'is not looked at as a default of values of a map',
      schema: { type: 'object', additionalProperties: { type: 'string', default: 1 } },
      says: [],
    },
    {
      rule: 'speaks before examples do',
      schema: { type: 'integer', default: 'a', example: 'a', enum: ['a'] },
      says: ['TypeInvalid s.default'],
    },
    {
      rule: 'holds as an example and as a choice',
      schema: { type: 'string', example: 1, enum: ['a', 2] },
      says: ['TypeInvalid s.example', 'NotSupported s.example', 'TypeInvalid s.enum[1]'],
    },
    { rule: 'follows the rules as a default', schema: { ...text, default: 'x', ...rule("self != 'x'") }, says: ['Invalid s.default'] },
    {
      rule: 'follows the rules as an example and as a choice',
      schema: { ...text, example: 'x', enum: ['a', 'x'], ...rule("self != 'x'") },
      says: ['Invalid s.example', 'Invalid s.enum[1]'],
    },
    {
      rule: 'is compared with itself as a default',
      schema: { ...text, default: 'x', ...rule('self != oldSelf') },
      says: ['Invalid s.default'],
    },
  ])('$rule', ({ schema, says }) => expect(said(validateVariableSchema('s', schema))).toEqual(says));
});

describe('a rule of a variable', () => {
  test.each<{ rule: string; schema: object; says: readonly string[] }>([
    { rule: 'is an expression', schema: { ...text, ...rule('self ==') }, says: [`Invalid ${at}.rule`] },
    { rule: 'is there', schema: { ...text, ...rule(' ') }, says: [`Required ${at}.rule`] },
    { rule: 'gives true or false', schema: { ...text, ...rule('self') }, says: [`Invalid ${at}.rule`] },
    { rule: 'does not give just anything', schema: { ...text, ...rule('dyn(true)') }, says: [`Invalid ${at}.rule`] },
    {
      rule: 'refers to fields that there are',
      schema: { type: 'object', properties: { a: text }, ...rule('has(self.b)') },
      says: [`Invalid ${at}.rule`],
    },
    {
      rule: 'knows a field by a name that is a word of CEL',
      schema: { type: 'object', properties: { namespace: text, in: text }, ...rule('self.namespace == self.__in__') },
      says: [],
    },
    { rule: 'compares what can be compared', schema: { ...text, ...rule('self == 1') }, says: [`Invalid ${at}.rule`] },
    { rule: 'has an old value that is no optional', schema: { ...text, ...rule('oldSelf.hasValue()') }, says: [`Invalid ${at}.rule`] },
    { rule: 'has a message that says something', schema: { ...text, ...rule('true', { message: ' ' }) }, says: [`Invalid ${at}.message`] },
    { rule: 'has a message of one line', schema: { ...text, ...rule('true', { message: 'a\nb' }) }, says: [`Invalid ${at}.message`] },
    {
      rule: 'has a message of some length',
      schema: { ...text, ...rule('true', { message: 'a'.repeat(2049) }) },
      says: [`Invalid ${at}.message`],
    },
    { rule: 'needs a message when it has several lines', schema: { ...text, ...rule('true &&\ntrue') }, says: [`Required ${at}.message`] },
    {
      rule: 'may make its message',
      schema: { ...text, ...rule('true', { messageExpression: "'not ' + self" }) },
      says: [],
    },
    {
      rule: 'makes a text of it',
      schema: { ...text, ...rule('true', { messageExpression: '1' }) },
      says: [`Invalid ${at}.messageExpression`],
    },
    {
      rule: 'does not make it of nothing',
      schema: { ...text, ...rule('true', { messageExpression: ' ' }) },
      says: [`Required ${at}.messageExpression`],
    },
    { rule: 'has a known reason', schema: { ...text, ...rule('true', { reason: 'Because' }) }, says: [`NotSupported ${at}.reason`] },
    {
      rule: 'points to a field that there is',
      schema: { type: 'object', properties: { a: text }, ...rule('true', { fieldPath: '.b' }) },
      says: [`Invalid ${at}.fieldPath`],
    },
    {
      rule: 'is left alone where the schema is not sound',
      schema: { type: 'object', properties: { a: { ...text, example: 1 } }, ...rule('nonsense') },
      says: ['TypeInvalid s.properties[a].example'],
    },
    {
      rule: 'cannot look back at items of a list',
      schema: { type: 'array', maxItems: 3, items: { ...text, ...rule('self == oldSelf') } },
      says: ['Invalid s.items.x-kubernetes-validations[0].rule'],
    },
    {
      rule: 'cannot be about the list that is the variable',
      schema: { type: 'array', maxItems: 3, items: text, ...rule('self.size() > 0') },
      says: ['InternalError s.x-kubernetes-validations'],
    },
    {
      rule: 'may be about the map that is the variable',
      schema: { type: 'object', maxProperties: 3, additionalProperties: text, ...rule("'a' in self") },
      says: [],
    },
    {
      rule: 'may not cost too much',
      schema: {
        type: 'object',
        properties: { l: { type: 'array', items: { type: 'string' }, ...rule('self.all(x, self.exists_one(y, x == y))') } },
      },
      says: [
        'Forbidden s.properties[l].x-kubernetes-validations[0].rule',
        'Forbidden s.properties[l].x-kubernetes-validations[0].rule',
        'Forbidden s',
      ],
    },
    {
      rule: 'costs less where sizes are bounded',
      schema: {
        type: 'object',
        properties: { l: { type: 'array', maxItems: 10, items: text, ...rule('self.all(x, self.exists_one(y, x == y))') } },
      },
      says: [],
    },
    {
      rule: 'counts as often as its place can occur',
      schema: { type: 'object', additionalProperties: { type: 'string', ...rule("self.contains('a')") } },
      says: [
        'Forbidden s.additionalProperties.x-kubernetes-validations[0].rule',
        'Forbidden s.additionalProperties.x-kubernetes-validations[0].rule',
        'Forbidden s',
      ],
    },
  ])('$rule', ({ schema, says }) => expect(said(validateVariableSchema('s', schema))).toEqual(says));
});
