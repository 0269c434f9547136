import { invalid, type Finding } from '@capi/admission';

import { findingAt } from './problem.ts';
import { brokenRules } from './rules.ts';
import type { SchemaNode } from './schema-node.ts';
import { unknownFields } from './unknown-fields.ts';
import { validateValue } from './validate-value.ts';

/**
 * Defaults must be values that their own schemas let through, without fields that would be dropped. Defaults of the values of maps are
 * not looked at.
 */
export const validateDefaults = (path: string, node: SchemaNode): readonly Finding[] => [
  ...validateDefault(path, node),
  ...[...node.properties].flatMap(([name, property]) => validateDefaults(`${path}.properties[${name}]`, property)),
  ...(node.hasItems ? validateDefaults(`${path}.items`, node.items) : []),
];

function validateDefault(path: string, node: SchemaNode): readonly Finding[] {
  const { default: value } = node;
  if (value === undefined) return [];
  const at = `${path}.default`;
  const isKept = unknownFields(value, node).length === 0;
  const problems = validateValue(value, node, 'default');
  // As if the value had always been there first, so that rules that compare are tried as well.
  const found = problems.length > 0 ? problems : brokenRules(value, value, node);
  return [
    ...(isKept ? [] : [invalid(at, value, 'must not have fields that the schema does not know')]),
    ...found.map((problem) => findingAt(at, problem)),
  ];
}

/** An example and the choices of an enum must be values that the schema lets through. */
export const validateSamples = (path: string, node: SchemaNode): readonly Finding[] =>
  samplesOf(path, node).flatMap(([at, value]) => validateValue(value, node).map((problem) => findingAt(at, problem)));

/** What the rules of a place have against its example and the choices of its enum. */
export const brokenBySamples = (path: string, node: SchemaNode): readonly Finding[] =>
  samplesOf(path, node).flatMap(([at, value]) => brokenRules(value, undefined, node).map((problem) => findingAt(at, problem)));

function samplesOf(path: string, { schema: { example, enum: choices } }: SchemaNode): readonly (readonly [string, unknown])[] {
  const values = (Array.isArray(choices) ? choices : []).filter((choice: unknown) => choice !== null);
  return [
    ...(example === undefined || example === null ? [] : [[`${path}.example`, example] as const]),
    ...values.map((choice: unknown, index) => [`${path}.enum[${index}]`, choice] as const),
  ];
}
