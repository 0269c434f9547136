import { isSame } from '@capi/admission';
import { holdsFormat, regularExpression } from '@capi/cel';

import type { Problem } from './problem.ts';
import { isObject, type JsonObject, type SchemaNode } from './schema-node.ts';

/** Everything about a value that its schema does not allow, but for unknown fields and rules in CEL. */
export function validateValue(value: unknown, node: SchemaNode, at = ''): readonly Problem[] {
  const type = typeProblem(value, node, at);
  if (value === null) return type;
  return [
    ...type,
    ...validateSize(value, node, at),
    ...validateChoice(value, node, at),
    ...validateBranches(value, node, at),
    ...below(value, node, at),
  ];
}

const invalid = (at: string, value: unknown, message: string): Problem => ({ kind: 'Invalid', at, value, message });

function typeProblem(value: unknown, { type, intOrString }: SchemaNode, at: string): readonly Problem[] {
  const actual = typeOf(value);
  const wanted = intOrString ? ['integer', 'string'] : type === undefined || type === '' ? [] : [type];
  if (wanted.length === 0 || wanted.includes(actual) || (wanted.includes('number') && actual === 'integer')) return [];
  const mistyped: Problem = { kind: 'TypeInvalid', at, value, message: `must be of type ${wanted.join(' or ')}, but is of type ${actual}` };
  // A broken number is also outside of what integers can be.
  return type === 'integer' && actual === 'number' ? [mistyped, invalid(at, value, 'must be a whole number')] : [mistyped];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function validateSize(value: unknown, { schema }: SchemaNode, at: string): readonly Problem[] {
  if (typeof value === 'string') return validateText(value, schema, at);
  if (typeof value === 'number') return validateNumber(value, schema, at);
  if (Array.isArray(value)) return validateList(value, schema, at);
  return isObject(value) ? validateMap(value, schema, at) : [];
}

const bound = (schema: JsonObject, name: string): number | undefined => (typeof schema[name] === 'number' ? schema[name] : undefined);

/** The first thing that is wrong with the length or the pattern, and the format. */
function validateText(value: string, schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maxLength'), bound(schema, 'minLength')];
  const length = Array.from(value).length;
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  const format = typeof schema['format'] === 'string' ? schema['format'] : '';
  if (most !== undefined && length > most) return [{ kind: 'TooLong', at, value, message: `must have at most ${most} characters` }];
  if (least !== undefined && length < least) return [invalid(at, value, `must have at least ${least} characters`)];
  if (pattern !== '' && regularExpression(pattern)?.test(value) === false) return [invalid(at, value, `must match ${pattern}`)];
  return holdsFormat(value, format) ? [] : [{ kind: 'TypeInvalid', at, value, message: `must be of format ${format}` }];
}

function validateNumber(value: number, schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maximum'), bound(schema, 'minimum')];
  const [below, above] = [schema['exclusiveMaximum'] === true, schema['exclusiveMinimum'] === true];
  const isHigh = most !== undefined && (below ? value >= most : value > most);
  const isLow = least !== undefined && (above ? value <= least : value < least);
  return [
    ...(isHigh ? [invalid(at, value, `must be ${below ? 'below' : 'at most'} ${most}`)] : []),
    ...(isLow ? [invalid(at, value, `must be ${above ? 'above' : 'at least'} ${least}`)] : []),
    ...validateWidth(value, schema['format'], at),
  ];
}

const widths: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
};

function validateWidth(value: number, format: unknown, at: string): readonly Problem[] {
  const [least, most] = (typeof format === 'string' ? widths[format] : undefined) ?? [-Infinity, Infinity];
  return value < least || value > most ? [invalid(at, value, `must be within the range of ${String(format)}`)] : [];
}

function validateList(value: readonly unknown[], schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maxItems'), bound(schema, 'minItems')];
  const repeats =
    schema['uniqueItems'] === true && value.some((item, index) => value.slice(0, index).some((earlier) => isSame(earlier, item)));
  return [
    ...(most !== undefined && value.length > most
      ? [{ kind: 'TooMany' as const, at, value: value.length, message: `must have at most ${most} items` }]
      : []),
    ...(least !== undefined && value.length < least ? [invalid(at, value.length, `must have at least ${least} items`)] : []),
    ...(repeats ? [invalid(at, value, 'must not contain an item twice')] : []),
  ];
}

function validateMap(value: JsonObject, schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maxProperties'), bound(schema, 'minProperties')];
  const count = Object.keys(value).length;
  return [
    ...(most !== undefined && count > most
      ? [{ kind: 'TooMany' as const, at, value: count, message: `must have at most ${most} fields` }]
      : []),
    ...(least !== undefined && count < least ? [invalid(at, count, `must have at least ${least} fields`)] : []),
  ];
}

function validateChoice(value: unknown, { schema }: SchemaNode, at: string): readonly Problem[] {
  const choices = schema['enum'];
  if (!Array.isArray(choices) || choices.length === 0 || choices.some((choice) => isSame(choice, value))) return [];
  return [{ kind: 'NotSupported', at, value, message: `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}` }];
}

/** `allOf`, `anyOf`, `oneOf` and `not` constrain the value; fields are declared outside of them. */
function validateBranches(value: unknown, node: SchemaNode, at: string): readonly Problem[] {
  const holds = (branch: SchemaNode): boolean => validateValue(value, branch, at).length === 0;
  const [anyOf, oneOf] = [node.branches('anyOf'), node.branches('oneOf')];
  const fits = oneOf.filter(holds).length;
  return [
    ...node.branches('allOf').flatMap((branch) => validateValue(value, branch, at)),
    ...(anyOf.length > 0 && !anyOf.some(holds) ? [invalid(at, value, 'must fulfil at least one schema of anyOf')] : []),
    ...(oneOf.length > 0 && fits !== 1 ? [invalid(at, value, `must fulfil exactly one schema of oneOf, but fulfils ${fits}`)] : []),
    ...(node.excluded !== undefined && holds(node.excluded) ? [invalid(at, value, 'must not fulfil the schema of not')] : []),
  ];
}

function below(value: unknown, node: SchemaNode, at: string): readonly Problem[] {
  if (Array.isArray(value)) return node.hasItems ? value.flatMap((item, index) => validateValue(item, node.items, `${at}[${index}]`)) : [];
  if (!isObject(value)) return [];
  const missing = node.required.filter((name) => value[name] === undefined);
  return [
    ...missing.map((name): Problem => ({ kind: 'Required', at: `${at}.${name}`, message: 'must be set' })),
    ...Object.entries(value).flatMap(([name, field]) => {
      const child = node.properties.get(name) ?? node.values;
      return child === undefined || field === undefined ? [] : validateValue(field, child, `${at}.${name}`);
    }),
  ];
}
