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
    ...validateConstraints(path, schema, exemptAt(schema)),
    ...(node.hasItems ? validateStructure(`${path}.items`, node.items, 'item') : []),
    ...[...node.properties].flatMap(([name, property]) => validateStructure(`${path}.properties[${name}]`, property)),
    ...(node.values === undefined ? [] : validateStructure(`${path}.additionalProperties`, node.values)),
  ];
}

/** Whether branches say the one thing that they may say about types: what `x-kubernetes-int-or-string` says. */
interface Exempt {
  readonly anyOf: boolean;
  /** In the first of `allOf`. */
  readonly allOf: boolean;
}
const notExempt: Exempt = { anyOf: false, allOf: false };

function exemptAt({ anyOf, allOf }: JsonObject): Exempt {
  const [first] = Array.isArray(allOf) ? (allOf as readonly unknown[]) : [];
  return { anyOf: isIntOrString(anyOf), allOf: isObject(first) && isIntOrString(first['anyOf']) };
}

const isIntOrString = (branches: unknown): boolean =>
  Array.isArray(branches) &&
  branches.length === 2 &&
  ['integer', 'string'].every((type, index) => {
    const branch: unknown = branches[index];
    return isObject(branch) && branch['type'] === type && Object.keys(branch).length === 1;
  });

/** Patterns and branches of one place. */
function validateConstraints(path: string, schema: JsonObject, exempt: Exempt): readonly Finding[] {
  const { pattern } = schema;
  const isBroken = typeof pattern === 'string' && pattern !== '' && regularExpression(pattern) === undefined;
  const branches = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((key) => {
    const list: readonly unknown[] = Array.isArray(schema[key]) ? schema[key] : [];
    if (key === 'anyOf' && exempt.anyOf) return [];
    return list.flatMap((branch, index) =>
      validateBranch(`${path}.${key}[${index}]`, branch, { anyOf: key === 'allOf' && index === 0 && exempt.allOf, allOf: false }),
    );
  });
  return [
    ...(isBroken ? [invalid(`${path}.pattern`, pattern, 'must be a regular expression as RE2 has them')] : []),
    ...branches,
    ...(schema['not'] === undefined ? [] : validateBranch(`${path}.not`, schema['not'], notExempt)),
  ];
}

const declarations = ['type', 'additionalProperties', 'default', 'description', 'x-kubernetes-validations'] as const;
const flags = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-int-or-string'] as const;

function validateBranch(path: string, branch: unknown, exempt: Exempt): readonly Finding[] {
  if (!isObject(branch)) return [];
  const properties = isObject(branch['properties']) ? branch['properties'] : {};
  const declared = [
    ...declarations
      .filter((key) => isSet(key, branch[key]))
      .map((key) => forbidden(`${path}.${key}`, 'belongs outside of allOf, anyOf, oneOf and not')),
    ...flags
      .filter((key) => branch[key] === true)
      .map((key) => forbidden(`${path}.${key}`, 'belongs outside of allOf, anyOf, oneOf and not')),
  ];
  return [
    ...validateConstraints(path, branch, exempt),
    ...(branch['items'] === undefined ? [] : validateBranch(`${path}.items`, branch['items'], notExempt)),
    ...Object.entries(properties).flatMap(([name, property]) => validateBranch(`${path}.properties[${name}]`, property, notExempt)),
    ...declared,
    ...(properties['metadata'] === undefined
      ? []
      : [forbidden(`${path}.properties[metadata]`, 'belongs outside of allOf, anyOf, oneOf and not')]),
  ];
}

const isSet = (key: string, value: unknown): boolean =>
  value !== undefined && value !== null && (key === 'default' || (value !== '' && !(Array.isArray(value) && value.length === 0)));
