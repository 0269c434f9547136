import { forbidden, notSupported, validateTemplateMetadata, type Finding } from '@capi/admission';

import { ruleBudget, type RuleBudget } from './rule-budget.ts';
import { validateExpressions, validateRuleTexts, type RulePlace } from './rule-definitions.ts';
import { validateDefault, validateSamples } from './sample-values.ts';
import { isObject, nodeOf, type SchemaNode } from './schema-node.ts';
import { validateStructure } from './structural.ts';

/** The schema of a variable: its structure first, since all else builds on it. */
export function validateVariableSchema(path: string, schema: unknown): readonly Finding[] {
  const node = nodeOf(schema);
  const structure = validateStructure(path, node);
  if (structure.length > 0) return structure;
  const budget = ruleBudget();
  const found = validatePlace({ path, node, isRoot: true, isInList: false, most: 1 }, budget);
  const samples = found.length > 0 ? [] : validateSamplesBelow(path, node);
  return [...found, ...budget.sum(path), ...samples];
}

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** One place and all below it. Expressions are only looked at where the schema is sound, down from there. */
function validatePlace(place: RulePlace, budget: RuleBudget): readonly Finding[] {
  const { path, node } = place;
  const schema = [
    ...validateType(path, node),
    ...validateFields(path, node),
    ...validateTemplateMetadata(`${path}.x-metadata`, metadataOf(node)),
    ...validateRuleTexts(path, node),
    ...placesBelow(place).flatMap((below) => validatePlace(below, budget)),
  ];
  return schema.length > 0 ? schema : validateExpressions(place, budget);
}

const validateType = (path: string, { type = '' }: SchemaNode): readonly Finding[] =>
  type === '' || types.includes(type) ? [] : [notSupported(`${path}.type`, type, `must be one of ${types.join(', ')}`)];

const validateFields = (path: string, node: SchemaNode): readonly Finding[] =>
  node.properties.size > 0 && node.values !== undefined ? [forbidden(path, 'additionalProperties and properties exclude each other')] : [];

const metadataOf = ({ schema }: SchemaNode): Parameters<typeof validateTemplateMetadata>[1] =>
  isObject(schema['x-metadata']) ? (schema['x-metadata'] as Parameters<typeof validateTemplateMetadata>[1]) : undefined;

function placesBelow({ path, node, isInList, most }: RulePlace): readonly RulePlace[] {
  const below = (at: string, child: SchemaNode, count: number | undefined, inList: boolean): RulePlace => ({
    path: `${path}.${at}`,
    node: child,
    isRoot: false,
    isInList: isInList || inList,
    most: most === undefined || count === undefined ? undefined : most * count,
  });
  return [
    ...[...node.properties].map(([name, property]) => below(`properties[${name}]`, property, 1, false)),
    ...(node.values === undefined ? [] : [below('additionalProperties', node.values, sizeOf(node, 'maxProperties'), false)]),
    ...(node.hasItems ? [below('items', node.items, sizeOf(node, 'maxItems'), true)] : []),
  ];
}

const sizeOf = ({ schema }: SchemaNode, bound: string): number | undefined =>
  typeof schema[bound] === 'number' ? Math.max(0, schema[bound]) : undefined;

/** Defaults, examples and choices; those in a place whose rules do not compile are not looked at. */
const validateSamplesBelow = (path: string, node: SchemaNode): readonly Finding[] => [
  ...validateDefault(path, node),
  ...validateSamples(path, node),
  ...[...node.properties].flatMap(([name, property]) => validateSamplesBelow(`${path}.properties[${name}]`, property)),
  ...(node.values === undefined ? [] : validateSamplesBelow(`${path}.additionalProperties`, node.values)),
  ...(node.hasItems ? validateSamplesBelow(`${path}.items`, node.items) : []),
];
