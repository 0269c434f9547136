import { holdsFormat, isCheckedFormat, regularExpression } from '@capi/cel';
import { isSameJson } from '@capi/seams';

import { failedBranches } from './failed-branches.ts';
import type { Checked, Problem } from './problem.ts';
import { isObject, type JsonObject, type SchemaNode } from './schema-node.ts';

/** What a schema is read for. Kubernetes reads it in another way for defaults: as written, without thinking about types and formats. */
export type Reading = 'value' | 'default';

/**
 * Everything about a value that its schema does not allow, but for unknown fields and rules in CEL.
 * @see k8s.io/kube-openapi pkg/validation/validate (behaviour)
 */
export const validateValue = (value: unknown, node: SchemaNode, reading: Reading = 'value'): readonly Problem[] =>
  unique(checkValue(value, node, '', reading).problems);

/** Every check that applies counts, whether or not it finds something. */
function checkValue(value: unknown, node: SchemaNode, at: string, reading: Reading): Checked {
  const type = typeProblems(value, node, at, reading);
  if (value === null) return { problems: [...type, ...validateChoice(value, node, at)], matches: type.length === 0 ? 1 : 0 };
  const hasTypes = typesOf(node, reading).length > 0 || formatOf(node, reading) !== '';
  const branches = failedBranches(value, node, at, (branch) => checkValue(value, branch, at, reading));
  const below = checkBelow(value, node, at, reading);
  return {
    problems: [
      ...type,
      ...branches.problems,
      ...validateSize(value, node, at, reading),
      ...validateChoice(value, node, at),
      ...below.problems,
    ],
    matches:
      (hasTypes ? 1 : 0) + (hasTypes && type.length === 0 ? 1 : 0) + branches.matches + applied(value, node, reading) + below.matches,
  };
}

/** How many checks there are for a value beside that of its type. */
function applied(value: unknown, node: SchemaNode, reading: Reading): number {
  // Branches, choices and the schema itself count for every value.
  if (typeof value === 'string') return isCheckedFormat(formatOf(node, reading)) ? 5 : 4;
  if (typeof value === 'number') return 5;
  return typeof value === 'object' ? 4 : 3;
}

const invalid = (at: string, value: unknown, message: string): Problem => ({ kind: 'Invalid', at, value, message });

/** What stands twice was found in two ways. */
const unique = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(
    (one, index) =>
      problems.findIndex((other) => other.at === one.at && other.kind === one.kind && other.message === one.message) === index,
  );

function typesOf({ type, intOrString, schema }: SchemaNode, reading: Reading): readonly string[] {
  if (reading === 'default') return typeof schema['type'] === 'string' && schema['type'] !== '' ? [schema['type']] : [];
  return intOrString ? ['integer', 'string'] : type === undefined ? [] : [type];
}

const widths: Readonly<Record<string, readonly string[]>> = { integer: ['int32', 'int64'], number: ['float', 'double'] };

/** The format, where it means something for the type. */
function formatOf(node: SchemaNode, reading: Reading): string {
  const format = typeof node.schema['format'] === 'string' ? node.schema['format'] : '';
  if (reading === 'default') return format;
  const types = typesOf(node, reading);
  const [only = 'string'] = types.length === 1 ? types : [];
  const means = only === 'string' ? isCheckedFormat(format) : (widths[only] ?? []).includes(format);
  return means ? format : '';
}

function typeProblems(value: unknown, node: SchemaNode, at: string, reading: Reading): readonly Problem[] {
  const [types, format] = [typesOf(node, reading), formatOf(node, reading)];
  const actual = typeOf(value);
  if (types.includes(actual) || (types.includes('number') && actual === 'integer')) return [];
  const isText = actual === 'string' || actual === 'array';
  if (value !== null && types.length === 0 && (format === '' || isText)) return [];
  if (types.length === 0 && value === null) return [];
  // What a text must look like says more than that it must be a text, so that a format stands for the type; for lists as well, oddly.
  if (isText && format !== '' && !types.includes('integer') && !types.includes('number')) return [];
  const wanted = types.length === 0 ? format : types.join(' or ');
  return [{ kind: 'TypeInvalid', at, value, message: `must be of type ${wanted}, but is of type ${actual}` }];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function validateSize(value: unknown, node: SchemaNode, at: string, reading: Reading): readonly Problem[] {
  const { schema } = node;
  if (typeof value === 'string') return [...validateText(value, schema, at), ...validateFormat(value, formatOf(node, reading), at)];
  if (typeof value === 'number') return [...validateNumber(value, schema, at), ...validateWidth(value, node, at, reading)];
  if (Array.isArray(value)) return validateList(value, schema, at);
  return isObject(value) ? validateMap(value, schema, at) : [];
}

const bound = (schema: JsonObject, name: string): number | undefined => (typeof schema[name] === 'number' ? schema[name] : undefined);

/** The first thing that is wrong with the length or the pattern. */
function validateText(value: string, schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maxLength'), bound(schema, 'minLength')];
  const length = Array.from(value).length;
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  if (most !== undefined && length > most) return [{ kind: 'TooLong', at, value, message: `must have at most ${most} characters` }];
  if (least !== undefined && length < least) return [invalid(at, value, `must have at least ${least} characters`)];
  if (pattern !== '' && regularExpression(pattern)?.test(value) === false) return [invalid(at, value, `must match ${pattern}`)];
  return [];
}

function validateFormat(value: string, format: string, at: string): readonly Problem[] {
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
  ];
}

/** A broken number is of the wrong type, and beyond what an integer can be as well. */
function validateWidth(value: number, node: SchemaNode, at: string, reading: Reading): readonly Problem[] {
  const types = typesOf(node, reading);
  const [only] = types.length === 1 ? types : [];
  const { format } = node.schema;
  const fits =
    only === 'integer'
      ? Number.isInteger(value) && isWithin(value, format === 'int32' ? 2 ** 31 : 2 ** 63)
      : only !== 'number' || format !== 'float' || Math.abs(value) <= largestFloat;
  return fits ? [] : [invalid(at, value, `must be a number that ${typeof format === 'string' ? format : (only ?? 'number')} can hold`)];
}

const isWithin = (value: number, limit: number): boolean => value >= -limit && value < limit;
const largestFloat = 3.4028235e38;

function validateList(value: readonly unknown[], schema: JsonObject, at: string): readonly Problem[] {
  const [most, least] = [bound(schema, 'maxItems'), bound(schema, 'minItems')];
  const repeats =
    schema['uniqueItems'] === true && value.some((item, index) => value.slice(0, index).some((earlier) => isSameJson(earlier, item)));
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
  // A choice of null is no choice.
  const choices = Array.isArray(schema['enum']) ? schema['enum'].filter((choice: unknown) => choice !== null) : [];
  if (choices.length === 0 || choices.some((choice: unknown) => isSameJson(choice, value))) return [];
  return [{ kind: 'NotSupported', at, value, message: `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(', ')}` }];
}

function checkBelow(value: unknown, node: SchemaNode, at: string, reading: Reading): Checked {
  if (Array.isArray(value)) {
    const items = node.hasItems ? value.map((item, index) => checkValue(item, node.items, `${at}[${index}]`, reading)) : [];
    return together(items, 1);
  }
  if (!isObject(value)) return { problems: [], matches: 0 };
  const missing = node.required.filter((name) => value[name] === undefined);
  const fields = Object.entries(value).flatMap(([name, field]) => {
    const child = node.properties.get(name) ?? node.values;
    return child === undefined || field === undefined ? [] : [checkValue(field, child, `${at}.${name}`, reading)];
  });
  const { problems, matches } = together(fields, 0);
  return {
    problems: [...missing.map((name): Problem => ({ kind: 'Required', at: `${at}.${name}`, message: 'must be set' })), ...problems],
    matches,
  };
}

const together = (checked: readonly Checked[], own: number): Checked => ({
  problems: checked.flatMap(({ problems }) => problems),
  matches: checked.reduce((sum, { matches }) => sum + matches, own),
});
