import { byteLength, byteSlice, bytesOf } from './bytes.ts';
import { compare, isEqual } from './compare.ts';
import { fn, variadic, type Functions } from './function.ts';
import { printf, sprint, sprintln } from './printf.ts';
import { RefusedByFunction } from './template-error.ts';
import { GoInteger, int, isList, isMap, isTrue, kindName, typeName, type Value } from './value.ts';

/** The functions that every template has; `and` and `or` are part of the executor, since they do not look at all their arguments. */
export const builtins: Functions = {
  not: fn(['any'], (value) => !isTrue(value)),
  len: fn(['any'], (value) => int(lengthOf(value))),
  index: variadic(['any'], 'any', (item, ...path) => path.reduce<Value>(indexed, present(item))),
  slice: variadic(['any'], 'any', (item, ...bounds) => sliced(item, bounds)),
  print: variadic([], 'any', (...values) => sprint(values)),
  println: variadic([], 'any', (...values) => sprintln(values)),
  printf: variadic(['string'], 'any', (format, ...values) => printf(format, values)),
  eq: variadic(['any'], 'any', (one, ...others) => {
    if (others.length === 0) throw new RefusedByFunction('missing argument for comparison');
    return others.some((other) => isEqual(one, other));
  }),
  ne: fn(['any', 'any'], (one, other) => !isEqual(one, other)),
  lt: fn(['any', 'any'], (one, other) => compare(one, other) < 0),
  le: fn(['any', 'any'], (one, other) => compare(one, other) <= 0),
  gt: fn(['any', 'any'], (one, other) => compare(one, other) > 0),
  ge: fn(['any', 'any'], (one, other) => compare(one, other) >= 0),
  html: variadic([], 'any', (...values) => escapeHtml(shown(values))),
  js: variadic([], 'any', (...values) => escapeJs(shown(values))),
  urlquery: variadic([], 'any', (...values) => escapeQuery(shown(values))),
  call: variadic(['any'], 'any', (value) => {
    throw new RefusedByFunction(`non-function of type ${typeName(value)}`);
  }),
};

/** What escaping functions escape: as it would be printed without them. */
const shown = (values: readonly Value[]): string => sprint(values.map((value) => value ?? '<no value>'));

function lengthOf(value: Value): number {
  if (isList(value)) return value.length;
  if (isMap(value)) return value.size;
  if (typeof value === 'string') return byteLength(value);
  throw new RefusedByFunction(value === undefined || value === null ? 'len of nil pointer' : `len of type ${typeName(value)}`);
}

function present(item: Value): Value {
  if (item === undefined || item === null) throw new RefusedByFunction('index of untyped nil');
  return item;
}

function indexed(item: Value, key: Value): Value {
  if (item === undefined || item === null) throw new RefusedByFunction('index of untyped nil');
  if (isMap(item)) {
    if (typeof key !== 'string') throw new RefusedByFunction(`value has type ${typeName(key)}; should be string`);
    return item.get(key);
  }
  if (!isList(item) && typeof item !== 'string') throw new RefusedByFunction(`can't index item of type ${typeName(item)}`);
  const size = isList(item) ? item.length : byteLength(item);
  const position = indexArgument(key, size);
  if (position >= size) throw new RefusedByFunction(`index out of range: ${position}`);
  return isList(item) ? item[position] : new GoInteger('uint8', BigInt(bytesOf(item)[position] ?? 0));
}

function indexArgument(key: Value, size: number): number {
  if (key === undefined || key === null) throw new RefusedByFunction('cannot index slice/array with nil');
  if (!(key instanceof GoInteger)) throw new RefusedByFunction(`cannot index slice/array with type ${typeName(key)}`);
  const position = Number(key.value);
  if (position < 0 || position > size) throw new RefusedByFunction(`index out of range: ${position}`);
  return position;
}

function sliced(item: Value, bounds: readonly Value[]): Value {
  if (item === undefined || item === null) throw new RefusedByFunction('slice of untyped nil');
  if (bounds.length > 3) throw new RefusedByFunction(`too many slice indexes: ${bounds.length}`);
  if (typeof item === 'string' && bounds.length === 3) throw new RefusedByFunction('cannot 3-index slice a string');
  if (!isList(item) && typeof item !== 'string') throw new RefusedByFunction(`can't slice item of type ${kindName(item)}`);
  const size = isList(item) ? item.length : byteLength(item);
  const [from = 0, to = size] = bounds.map((bound) => indexArgument(bound, size));
  if (from > to) throw new RefusedByFunction(`invalid slice index: ${from} > ${to}`);
  return isList(item) ? item.slice(from, to) : byteSlice(item, from, to);
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\uFFFD',
};
const escapeHtml = (text: string): string => text.replaceAll(/["'&<>\0]/g, (letter) => htmlEscapes[letter] ?? letter);

const jsEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '"': '\\"' };
/** Written as a JavaScript text: what could end it or be taken for HTML is escaped. */
const escapeJs = (text: string): string =>
  text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- control characters are what is escaped
    /[\\'"<>&=\u0000-\u001F]/g,
    (letter) => jsEscapes[letter] ?? `\\u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );

const escapeQuery = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (letter) => `%${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
