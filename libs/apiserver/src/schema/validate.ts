import { holdsFormat, integerBounds, regularExpression } from '@capi/cel';

import type { Cause } from './cause.ts';
import type { Checks } from './checks.ts';
import { invalid, notSupported, required, tooLong, tooMany, typeInvalid } from './field-errors.ts';
import { equalJson, isObject } from './json.ts';
import { itemKey, listCauses } from './list-types.ts';
import type { JsonType, SchemaNode } from './schema-node.ts';

/** How strictly one walk looks at an object. */
export interface Strictness {
  /** Let through what is invalid but equal to the stored value. */
  readonly ratchet: boolean;
  /** Built-in types decode null and absent fields as empty values; required fields and items that must differ are up to rules of their own. */
  readonly lenient: boolean;
}

/** What is wrong with a value, in the kinds that are let through in different ways. */
export interface Findings {
  readonly causes: Cause[];
  /** Lists that are no sets or maps although they should be. */
  readonly lists: Cause[];
}

export const noFindings = (): Findings => ({ causes: [], lists: [] });

/**
 * Collects everything that is wrong with `value`, but for its rules.
 * @param old the stored value at the same place; undefined when there is none or it cannot be told which
 */
export function validate(value: unknown, old: unknown, node: SchemaNode, path: string, strictness: Strictness, found: Findings): void {
  const { causes } = found;
  if (strictness.ratchet && old !== undefined && equalJson(value, old)) return;
  if (value === null && (node.nullable || strictness.lenient)) return;
  const actual = typeOf(value);
  const wanted = wrongType(actual, node);
  if (wanted !== undefined) {
    causes.push(typeInvalid(path, actual, `${path} in body must be of type ${wanted}: ${JSON.stringify(actual)}`));
    return;
  }
  checkValue(value, node, path, causes);
  if (isObject(value)) validateFields(value, old, node, path, strictness, found);
  else if (Array.isArray(value)) validateItems(value, old, node, path, strictness, found);
}

function validateFields(
  value: Readonly<Record<string, unknown>>,
  old: unknown,
  node: SchemaNode,
  path: string,
  strictness: Strictness,
  found: Findings,
): void {
  const before = isObject(old) ? old : undefined;
  for (const key in value) {
    const field = value[key];
    if (field === undefined) continue;
    const child = node.child(key);
    if (child === undefined || child.isAnything) continue;
    // Metadata is decoded into a known structure, whatever the kind; what it must look like is checked on its own.
    const how = node.embedded && key === 'metadata' ? { ...strictness, lenient: true } : strictness;
    validate(field, before?.[key], child, join(path, key), how, found);
  }
  if (strictness.lenient) return;
  for (const name of node.required) if (value[name] === undefined) found.causes.push(required(join(path, name)));
}

function validateItems(
  value: readonly unknown[],
  old: unknown,
  node: SchemaNode,
  path: string,
  strictness: Strictness,
  found: Findings,
): void {
  const { items } = node;
  const before =
    node.list === 'map' && Array.isArray(old) ? new Map(old.map((item: unknown) => [itemKey(item, node.listKeys), item])) : undefined;
  for (let index = 0; index < value.length; index += 1) {
    const previous = before?.get(itemKey(value[index], node.listKeys));
    validate(value[index], previous, items, `${path}[${index}]`, strictness, found);
  }
  // What is a list of built-in types by its schema may have items twice in some places; rules of the kind say where it may not.
  if (node.list !== 'atomic' && !strictness.lenient) found.lists.push(...listCauses(value, node, path));
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function typeOf(value: unknown): JsonType | 'null' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : 'object';
}

/** The type that was wanted instead of `actual`; undefined when it fits. */
function wrongType(actual: JsonType | 'null', node: SchemaNode): string | undefined {
  if (node.intOrString) return actual === 'integer' || actual === 'string' ? undefined : 'integer,string';
  if (node.type === undefined) return undefined;
  if (node.type === actual || (node.type === 'number' && actual === 'integer')) return undefined;
  return node.type;
}

/** Bounds, patterns, formats and choices of one value, without what is below it. */
function checkValue(value: unknown, node: SchemaNode, path: string, causes: Cause[]): void {
  const { checks } = node;
  if (checks === undefined) return;
  if (typeof value === 'string') checkText(value, checks, path, causes);
  else if (typeof value === 'number') checkNumber(value, checks, path, causes);
  else if (Array.isArray(value)) checkList(value, checks, path, causes);
  else if (isObject(value)) checkMap(value, checks, path, causes);
  if (checks.enum !== undefined && !checks.enum.some((allowed) => equalJson(allowed, value)))
    causes.push(notSupported(path, value, checks.enum));
  if (checks.composed) checkComposition(value, node, path, causes);
}

const secretFormats = new Set(['byte', 'password']);

/** The first thing that is wrong with a text; more would say the same again. */
function checkText(value: string, checks: Checks, path: string, causes: Cause[]): void {
  const { maxLength, minLength, pattern, format } = checks;
  const length = maxLength !== undefined || minLength !== undefined ? characters(value) : 0;
  if (maxLength !== undefined && length > maxLength) causes.push(tooLong(path, maxLength));
  else if (minLength !== undefined && length < minLength) {
    causes.push(invalid(path, value, `${path} in body should be at least ${minLength} chars long`));
  } else if (pattern !== undefined && regularExpression(pattern)?.test(value) === false) {
    causes.push(invalid(path, value, `${path} in body should match '${pattern}'`));
  } else if (format !== undefined && !holdsFormat(value, format)) {
    // Bytes and passwords may be secret, so what was sent is not repeated.
    const shown = secretFormats.has(format) ? '<not shown>' : value;
    causes.push(typeInvalid(path, shown, `${path} in body must be of type ${format}: ${JSON.stringify(shown)}`));
  }
}

/** Length in characters rather than in UTF-16 units. */
function characters(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

function checkNumber(value: number, checks: Checks, path: string, causes: Cause[]): void {
  const fail = (detail: string): void => void causes.push(invalid(path, value, `${path} in body ${detail}`));
  const { minimum, maximum, multipleOf } = checks;
  if (maximum !== undefined && (checks.exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    fail(`should be less than ${checks.exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`);
  }
  if (minimum !== undefined && (checks.exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    fail(`should be greater than ${checks.exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`);
  }
  if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) fail(`should be a multiple of ${multipleOf}`);
  const bounds = checks.format === undefined ? undefined : integerBounds(checks.format);
  if (bounds !== undefined && (value < bounds[0] || value > bounds[1])) fail(`must be of type integer with format ${checks.format}`);
}

function checkList(value: readonly unknown[], checks: Checks, path: string, causes: Cause[]): void {
  if (checks.maxItems !== undefined && value.length > checks.maxItems) causes.push(tooMany(path, value.length, checks.maxItems));
  if (checks.minItems !== undefined && value.length < checks.minItems) {
    causes.push(invalid(path, value.length, `${path} in body should have at least ${checks.minItems} items`));
  }
  if (checks.uniqueItems === true && value.some((item, index) => value.slice(0, index).some((earlier) => equalJson(earlier, item)))) {
    causes.push(invalid(path, 'array', `${path} in body shouldn't contain duplicates`));
  }
}

function checkMap(value: Readonly<Record<string, unknown>>, checks: Checks, path: string, causes: Cause[]): void {
  if (checks.maxProperties === undefined && checks.minProperties === undefined) return;
  const count = Object.keys(value).length;
  if (checks.maxProperties !== undefined && count > checks.maxProperties) causes.push(tooMany(path, count, checks.maxProperties));
  if (checks.minProperties !== undefined && count < checks.minProperties) {
    causes.push(invalid(path, count, `${path} in body should have at least ${checks.minProperties} properties`));
  }
}

const nothingBefore: Strictness = { ratchet: false, lenient: false };

/** `allOf`, `anyOf`, `oneOf` and `not` only constrain in structural schemas; fields are declared outside them. */
function checkComposition(value: unknown, node: SchemaNode, path: string, causes: Cause[]): void {
  const findings = (branch: SchemaNode): Cause[] => {
    const found = noFindings();
    validate(value, undefined, branch, path, nothingBefore, found);
    return [...found.causes, ...found.lists];
  };
  const { allOf, anyOf, oneOf, not } = node.branches;
  for (const branch of allOf) causes.push(...findings(branch));
  const shown = typeof value === 'object' ? typeOf(value) : value;
  if (anyOf.length > 0 && !anyOf.some((branch) => findings(branch).length === 0)) {
    causes.push(invalid(path, shown, `${path} in body must validate at least one schema (anyOf)`));
  }
  const holding = oneOf.filter((branch) => findings(branch).length === 0).length;
  if (oneOf.length > 0 && holding !== 1) {
    causes.push(
      invalid(
        path,
        shown,
        `${path} in body must validate one and only one schema (oneOf)${holding > 1 ? '. Found ' + holding + ' valid alternatives' : ''}`,
      ),
    );
  }
  if (not !== undefined && findings(not).length === 0)
    causes.push(invalid(path, shown, `${path} in body must not validate the schema (not)`));
}
