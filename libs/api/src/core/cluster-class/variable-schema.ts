import type { Static, TSchema } from 'typebox';

import { inTruthA } from '../../schema/in-truth.ts';
import { anything, atomicList, choice, flag, int64, mapList, mapOf, optional, plainList, struct, text } from '../../schema/vocabulary.ts';
import { zeroIs } from '../../schema/zero-value.ts';
import { TemplateMetadata as OldTemplateMetadata } from '../../shapes/v1beta1/template-metadata.ts';
import { TemplateMetadata } from '../../shapes/v1beta2/template-metadata.ts';

const ValidationRule = struct('A rule in CEL that a value must fulfil.', {
  fieldPath: optional(text('Field, below this one, that a violation is reported at.', { minLength: 1, maxLength: 512 })),
  message: optional(text('What a user reads when the rule does not hold.', { minLength: 1, maxLength: 512 })),
  messageExpression: optional(
    text('CEL expression that makes the message; it wins over message when it gives one line of text.', { minLength: 1, maxLength: 1024 }),
  ),
  reason: optional(
    choice(
      'Kind of error that a violation is reported as.',
      ['FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate'],
      { default: 'FieldValueInvalid' },
    ),
  ),
  rule: text('The expression; self is the value, oldSelf what it was before.', { minLength: 1, maxLength: 4096 }),
});

/** The fields of a schema that every version has; `self` is the schema that they belong to, for the schemas inside it. */
const fieldsOf = (self: () => TSchema) => ({
  additionalProperties: optional(inTruthA(anything('Schema for the values of a map; excludes properties.'), () => zeroIs('kept', self()))),
  allOf: optional(inTruthA(anything('Schemas that must all hold.'), () => plainList('Schemas.', self()))),
  anyOf: optional(inTruthA(anything('Schemas of which at least one must hold.'), () => plainList('Schemas.', self()))),
  default: optional(anything('Value that is filled in when none is given.')),
  description: optional(text('What the value is for.', { minLength: 1, maxLength: 4096 })),
  example: optional(anything('A value that shows what is meant.')),
  exclusiveMaximum: optional(flag('Whether the maximum itself is too much.')),
  exclusiveMinimum: optional(flag('Whether the minimum itself is too little.')),
  format: optional(text('Format of a text, such as date-time or ipv4; unknown formats are not checked.', { minLength: 1, maxLength: 32 })),
  items: optional(inTruthA(anything('Schema for the items of a list.'), () => zeroIs('kept', self()))),
  maxItems: optional(int64('Most items that a list may have.')),
  maxLength: optional(int64('Most characters that a text may have.')),
  maxProperties: optional(int64('Most entries that an object may have.')),
  maximum: optional(int64('Largest number allowed.')),
  minItems: optional(int64('Fewest items that a list may have.')),
  minLength: optional(int64('Fewest characters that a text may have.')),
  minProperties: optional(int64('Fewest entries that an object may have.')),
  minimum: optional(int64('Smallest number allowed.')),
  not: optional(inTruthA(anything('Schema that must not hold.'), () => zeroIs('kept', self()))),
  oneOf: optional(inTruthA(anything('Schemas of which exactly one must hold.'), () => plainList('Schemas.', self()))),
  pattern: optional(text('Regular expression that a text must match.', { minLength: 1, maxLength: 512 })),
  properties: optional(inTruthA(anything('Schemas of the fields of an object, by name.'), () => mapOf('Schemas of fields.', self()))),
  type: optional(choice('Type of the value.', ['object', 'array', 'string', 'integer', 'number', 'boolean'])),
  uniqueItems: optional(flag('Whether no item of a list may appear twice.')),
  'x-kubernetes-int-or-string': optional(flag('Whether the value may be an integer or a text; type is left out then.')),
  'x-kubernetes-preserve-unknown-fields': optional(flag('Whether fields that the schema does not name are allowed.')),
});

const meaning = 'What values of the variable must look like: the part of OpenAPI v3 that CRDs use.';
const enumMeaning = 'Values that are allowed; any when absent.';
const allowed = anything('An allowed value.');
const requiredMeaning = 'Fields that must be there.';
const requiredField = text('Name of a field.', { minLength: 1, maxLength: 256 });
const rulesMeaning = 'Rules in CEL that the value must fulfil.';

// Schemas inside a schema are any JSON to a CRD; conversion and admission look into them.
const Schema = struct(
  meaning,
  {
    ...fieldsOf((): TSchema => Schema),
    enum: optional(atomicList(enumMeaning, allowed, { maxItems: 100 })),
    required: optional(atomicList(requiredMeaning, requiredField, { minItems: 1, maxItems: 1000 })),
    'x-kubernetes-validations': optional(mapList(rulesMeaning, ['rule'], ValidationRule, { minItems: 1, maxItems: 100 })),
    'x-metadata': optional(TemplateMetadata),
  },
  { minProperties: 1 },
);

const OldSchema = struct(meaning, {
  ...fieldsOf((): TSchema => OldSchema),
  enum: optional(plainList(enumMeaning, allowed, { maxItems: 100 })),
  required: optional(plainList(requiredMeaning, requiredField, { maxItems: 1000 })),
  'x-kubernetes-validations': optional(mapList(rulesMeaning, ['rule'], ValidationRule, { maxItems: 100 })),
  'x-metadata': optional(OldTemplateMetadata),
});

/** `schema` of a variable. */
export const VariableSchema = struct('The schema of the variable.', { openAPIV3Schema: Schema });
export type VariableSchema = Static<typeof VariableSchema>;

/** `schema` of a variable in v1beta1, where lists and structs may be there and empty. */
export const OldVariableSchema = struct('The schema of the variable.', { openAPIV3Schema: OldSchema });
