import { forbidden, invalid, required, type Finding } from '@capi/admission';
import { regularExpression } from '@capi/cel';

import { isObject, type JsonObject, type SchemaNode } from './schema-node.ts';

type Level = 'field' | 'item';

/**
 * What keeps a schema from being structural: every place has a type, and what only constrains declares nothing.
 * @see k8s.io/apiextensions-apiserver pkg/apiserver/schema/validation.go (behaviour)
 */
export function validateStructure(path: string, node: SchemaNode, level: Level = 'field'): readonly Finding[] {
  const { schema, type, intOrString, preservesUnknown } = node;
  const needsType = (type ?? '') === '' && !intOrString && !preservesUnknown;
  return [
    ...(needsType ? [required(`${path}.type`, `say which type ${level === 'item' ? 'items' : 'the value'} must have`)] : []),
    ...(schema['type'] === 'array' && !node.hasItems ? [required(`${path}.items`, 'say what items must look like')] : []),
    ...(intOrString && preservesUnknown
      ? [invalid(`${path}.x-kubernetes-preserve-unknown-fields`, true, 'must not be set next to x-kubernetes-int-or-string')]
      : []),
    ...validateConstraints(path, schema, intOrString),
    ...(node.hasItems ? validateStructure(`${path}.items`, node.items, 'item') : []),
    ...[...node.properties].flatMap(([name, property]) => validateStructure(`${path}.properties[${name}]`, property)),
    ...(node.values === undefined ? [] : validateStructure(`${path}.additionalProperties`, node.values)),
  ];
}

/** The one thing that `anyOf` may say about types: what `x-kubernetes-int-or-string` says. */
const isIntOrString = (branches: unknown): boolean =>
  Array.isArray(branches) &&
  branches.length === 2 &&
  ['integer', 'string'].every((type, index) => {
    const branch: unknown = branches[index];
    return isObject(branch) && branch['type'] === type && Object.keys(branch).length === 1;
  });

/** Patterns and branches of one place. */
function validateConstraints(path: string, schema: JsonObject, mayNameTypes: boolean): readonly Finding[] {
  const { pattern, anyOf } = schema;
  const isBroken = typeof pattern === 'string' && pattern !== '' && regularExpression(pattern) === undefined;
  const branches = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((key) => {
    const list: readonly unknown[] = Array.isArray(schema[key]) ? schema[key] : [];
    if (key === 'anyOf' && mayNameTypes && isIntOrString(anyOf)) return [];
    return list.flatMap((branch, index) =>
      validateBranch(`${path}.${key}[${index}]`, branch, key === 'allOf' && index === 0 && mayNameTypes),
    );
  });
  return [
    ...(isBroken ? [invalid(`${path}.pattern`, pattern, 'must be a regular expression')] : []),
    ...branches,
    ...(schema['not'] === undefined ? [] : validateBranch(`${path}.not`, schema['not'], false)),
  ];
}

const declarations = ['type', 'additionalProperties', 'default', 'title', 'description', 'x-kubernetes-validations'] as const;
const flags = ['nullable', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-int-or-string'] as const;

function validateBranch(path: string, branch: unknown, mayNameTypes: boolean): readonly Finding[] {
  if (!isObject(branch)) return [];
  const properties = isObject(branch['properties']) ? branch['properties'] : {};
  const declared = [
    ...declarations
      .filter((key) => isSet(branch[key]))
      .map((key) => forbidden(`${path}.${key}`, 'belongs outside of allOf, anyOf, oneOf and not')),
    ...flags
      .filter((key) => branch[key] === true)
      .map((key) => forbidden(`${path}.${key}`, 'belongs outside of allOf, anyOf, oneOf and not')),
  ];
  return [
    ...validateConstraints(path, branch, mayNameTypes),
    ...(branch['items'] === undefined ? [] : validateBranch(`${path}.items`, branch['items'], false)),
    ...Object.entries(properties).flatMap(([name, property]) => validateBranch(`${path}.properties[${name}]`, property, false)),
    ...declared,
    ...(properties['metadata'] === undefined
      ? []
      : [forbidden(`${path}.properties[metadata]`, 'belongs outside of allOf, anyOf, oneOf and not')]),
  ];
}

const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
