import { invalid, type Finding } from '@capi/admission';

import { findingAt } from './problem.ts';
import { brokenRules } from './rules.ts';
import type { SchemaNode } from './schema-node.ts';
import { unknownFields } from './unknown-fields.ts';
import { validateValue } from './validate-value.ts';

/** A default must be a value that its own schema lets through, without fields that would be dropped. */
export function validateDefault(path: string, node: SchemaNode): readonly Finding[] {
  if (node.default === undefined) return [];
  const at = `${path}.default`;
  const isKept = unknownFields(node.default, node).length === 0;
  return [
    ...(isKept ? [] : [invalid(at, node.default, 'must not have fields that the schema does not know')]),
    ...validateSample(at, node.default, node),
  ];
}

/** An example and the choices of an enum must be values that the schema lets through. */
export function validateSamples(path: string, node: SchemaNode): readonly Finding[] {
  const { example, enum: choices } = node.schema;
  return [
    ...(example === undefined || example === null ? [] : validateSample(`${path}.example`, example, node)),
    ...(Array.isArray(choices)
      ? choices.flatMap((choice: unknown, index) => (choice === null ? [] : validateSample(`${path}.enum[${index}]`, choice, node)))
      : []),
  ];
}

function validateSample(at: string, value: unknown, node: SchemaNode): readonly Finding[] {
  const problems = validateValue(value, node);
  // As if the value had always been there, so that rules that compare are tried as well.
  return (problems.length > 0 ? problems : brokenRules(value, value, node)).map((problem) => findingAt(at, problem));
}
