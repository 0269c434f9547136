import { forbidden, notSupported, validateTemplateMetadata, type Finding } from '@capi/admission';

import { ruleBudget, type RuleBudget } from './rule-budget.ts';
import { validateExpressions, validateRuleTexts, type RulePlace } from './rule-definitions.ts';
import { brokenBySamples, validateDefaults, validateSamples } from './sample-values.ts';
import { isObject, nodeOf, type SchemaNode } from './schema-node.ts';
import { validateStructure } from './structural.ts';

/**
 * The schema of a variable: metadata, then its structure, then its defaults, then place by place. Each stage builds on the one before,
 * so that only the first that finds something speaks.
 * @see upstream v1.14.0 internal/topology/variables/clusterclass_variable_validation.go (behaviour)
 */
export function validateVariableSchema(path: string, schema: unknown): readonly Finding[] {
  const node = nodeOf(schema);
  return [...validateMetadata(path, node), ...validateStages(path, node)];
}

function validateStages(path: string, node: SchemaNode): readonly Finding[] {
  const structure = validateStructure(path, node);
  if (structure.length > 0) return structure;
  const defaults = validateDefaults(path, node);
  if (defaults.length > 0) return defaults;
  const budget = ruleBudget();
  const { schema, rules } = validatePlace({ path, node, isRoot: true, isInList: false, most: 1 }, budget);
  return [...schema, ...rules, ...budget.sum(path)];
}

const validateMetadata = (path: string, node: SchemaNode): readonly Finding[] => [
  ...validateTemplateMetadata(`${path}.x-metadata`, metadataOf(node)),
  ...childrenOf(node).flatMap(([at, child]) => validateMetadata(`${path}.${at}`, child)),
];

const metadataOf = ({ schema }: SchemaNode): Parameters<typeof validateTemplateMetadata>[1] =>
  isObject(schema['x-metadata']) ? (schema['x-metadata'] as Parameters<typeof validateTemplateMetadata>[1]) : undefined;

const childrenOf = (node: SchemaNode): readonly (readonly [string, SchemaNode])[] => [
  ...[...node.properties].map(([name, property]) => [`properties[${name}]`, property] as const),
  ...(node.values === undefined ? [] : [['additionalProperties', node.values] as const]),
  ...(node.hasItems ? [['items', node.items] as const] : []),
];

/** What is found at one place and below it, that of rules apart. */
interface Found {
  readonly schema: readonly Finding[];
  readonly rules: readonly Finding[];
}

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** One place and all below it. Expressions are only looked at where the schema is sound from there down, samples where all is. */
function validatePlace(place: RulePlace, budget: RuleBudget): Found {
  const { path, node } = place;
  if (!isKnownType(node))
    return { schema: [notSupported(`${path}.type`, node.schema['type'], `must be one of ${types.join(', ')}`)], rules: [] };
  const below = placesBelow(place).map((child) => validatePlace(child, budget));
  const schema = [
    ...validateSamples(path, node),
    ...validateFields(path, node),
    ...below.flatMap((found) => found.schema),
    ...validateRuleTexts(path, node),
  ];
  const rules = [...below.flatMap((found) => found.rules), ...(schema.length > 0 ? [] : validateExpressions(place, budget))];
  const broken = schema.length + rules.length > 0 || node.rules.length === 0 ? [] : brokenBySamples(path, node);
  return { schema, rules: [...rules, ...broken] };
}

function isKnownType({ schema: { type } }: SchemaNode): boolean {
  return typeof type !== 'string' || type === '' || types.includes(type);
}

const validateFields = (path: string, node: SchemaNode): readonly Finding[] =>
  node.properties.size > 0 && node.values !== undefined ? [forbidden(path, 'additionalProperties and properties exclude each other')] : [];

function placesBelow({ path, node, isInList, most }: RulePlace): readonly RulePlace[] {
  return childrenOf(node).map(([at, child]) => {
    const count = at === 'additionalProperties' ? sizeOf(node, 'maxProperties') : at === 'items' ? sizeOf(node, 'maxItems') : 1;
    return {
      path: `${path}.${at}`,
      node: child,
      isRoot: false,
      isInList: isInList || at === 'items',
      most: most === undefined || count === undefined ? undefined : most * count,
    };
  });
}

const sizeOf = ({ schema }: SchemaNode, bound: string): number | undefined =>
  typeof schema[bound] === 'number' ? Math.max(0, schema[bound]) : undefined;
