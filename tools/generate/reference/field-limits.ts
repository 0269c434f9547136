import { namedPatterns, type JsonSchema } from '@capi/api';

import { anchorOf, code, orList, prose } from './markdown.ts';

/** What a value must keep to, and what it is when nobody says: `1 to 256 characters; default "RollingUpdate"`. */
export function limitsOf(schema: JsonSchema): string {
  const { items, additionalProperties } = schema;
  const inside = items ?? additionalProperties;
  const ofItems = inside === undefined || inside.properties !== undefined ? '' : limitsOf(inside);
  return [
    ...valuesOf(schema),
    ...boundsOf(schema),
    ...rulesOf(schema),
    ...(ofItems === '' ? [] : [`each ${ofItems}`]),
    ...(schema.default === undefined ? [] : [`default ${code(JSON.stringify(schema.default))}`]),
  ].join('; ');
}

/** The CEL rules of a value, each with what it wants. */
export function rulesOf(schema: JsonSchema): readonly string[] {
  const rules = (schema['x-kubernetes-validations'] ?? []) as readonly { readonly rule: string; readonly message: string }[];
  return rules.map(({ rule, message }) => `${prose(message)}: ${code(rule)}`);
}

function valuesOf(schema: JsonSchema): readonly string[] {
  const { enum: values, pattern, ['x-kubernetes-int-or-string']: number } = schema;
  if (Array.isArray(values)) return [orList(values.map((value) => code(JSON.stringify(value))))];
  // What the pattern of amounts says is in the word quantity.
  return typeof pattern === 'string' && number !== true ? [patternText(pattern)] : [];
}

/** Heading under which the index explains the patterns that have a name. */
export const patternHeading = 'Names and words';

function patternText(pattern: string): string {
  const named = namedPatterns.find((each) => each.pattern === pattern);
  return named === undefined ? `matches ${code(pattern)}` : `a [${named.name}](../README.md#${anchorOf(patternHeading)})`;
}

function boundsOf(schema: JsonSchema): readonly string[] {
  return [
    rangeOf(schema['minimum'], schema['maximum'], ''),
    rangeOf(schema['minLength'] === 0 ? undefined : schema['minLength'], schema['maxLength'], ' characters'),
    rangeOf(schema['minItems'], schema['maxItems'], ' items'),
    rangeOf(schema['minProperties'], schema['maxProperties'], ' fields'),
  ].filter((bound) => bound !== undefined);
}

function rangeOf(least: unknown, most: unknown, unit: string): string | undefined {
  if (typeof least === 'number' && typeof most === 'number') return least === most ? `${least}${unit}` : `${least} to ${most}${unit}`;
  if (typeof most === 'number') return `at most ${most}${unit}`;
  if (typeof least !== 'number') return undefined;
  return least === 1 && unit !== '' ? 'not empty' : `at least ${least}${unit}`;
}
