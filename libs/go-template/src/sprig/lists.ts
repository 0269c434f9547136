import { fn, variadic, type Functions, type TemplateFunction } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { byBytes, deepEqual, isList, kindName, nilList, type Value } from '../value.ts';
import { isEmpty } from './emptiness.ts';
import { toInteger } from './read-number.ts';
import { toText, toTexts } from './to-text.ts';

type List = readonly Value[];

/** The list, or a refusal that names the function. */
function listOf(value: Value, name: string): List {
  if (isList(value)) return value;
  throw new RefusedByFunction(`Cannot ${name} on type ${kindName(value)}`);
}

const unique = (list: List): List => list.filter((item, index) => list.findIndex((other) => deepEqual(other, item)) === index);

function chunks(size: number, list: List): List {
  if (size <= 0) throw new RefusedByFunction('chunks need at least one item');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

function sliced(list: List, bounds: readonly Value[]): Value {
  if (list.length === 0) return undefined;
  const [from = 0, to = list.length] = bounds.map((bound) => Number(toInteger(bound)));
  if (from < 0 || to > list.length || from > to)
    throw new RefusedByFunction(`slice bounds out of range [${from}:${to}] with capacity ${list.length}`);
  return list.slice(from, to);
}

const has = (needle: Value, list: Value): boolean =>
  list !== undefined && list !== null && listOf(list, 'find').some((item) => deepEqual(item, needle));

/** Functions that exist twice, the second time with an error where the first panics; a template cannot tell the two apart. */
const paired: Readonly<Record<string, TemplateFunction>> = {
  append: fn(['any', 'any'], (list, item) => [...listOf(list, 'push'), item]),
  prepend: fn(['any', 'any'], (list, item) => [item, ...listOf(list, 'prepend')]),
  first: fn(['any'], (list) => listOf(list, 'find first')[0]),
  rest: fn(['any'], (list) => restOf(listOf(list, 'find rest'))),
  last: fn(['any'], (list) => listOf(list, 'find last').at(-1)),
  initial: fn(['any'], (list) => initialOf(listOf(list, 'find initial'))),
  reverse: fn(['any'], (list) => listOf(list, 'find reverse').toReversed()),
  uniq: fn(['any'], (list) => unique(listOf(list, 'find uniq'))),
  without: variadic(['any'], 'any', (list, ...omit) =>
    listOf(list, 'find without').filter((item) => !omit.some((other) => deepEqual(other, item))),
  ),
  has: fn(['any', 'any'], has),
  slice: variadic(['any'], 'any', (list, ...bounds) => sliced(listOf(list, 'slice'), bounds)),
  chunk: fn(['int', 'any'], (size, list) => chunks(size, listOf(list, 'chunk'))),
  compact: fn(['any'], (list) => listOf(list, 'compact').filter((item) => !isEmpty(item))),
};

const restOf = (list: List): Value => (list.length === 0 ? nilList : list.slice(1));
const initialOf = (list: List): Value => (list.length === 0 ? nilList : list.slice(0, -1));
const concatenated = (lists: readonly List[]): List => (lists.every((list) => list.length === 0) ? nilList : lists.flat());

const must = (name: string): string => `must${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** Lists. They are never changed in place. */
export const lists: Functions = {
  ...paired,
  ...Object.fromEntries(Object.entries(paired).map(([name, each]) => [must(name), each])),
  push: paired['append'] ?? fn([], () => undefined),
  mustPush: paired['append'] ?? fn([], () => undefined),
  list: variadic([], 'any', (...items) => items),
  tuple: variadic([], 'any', (...items) => items),
  concat: variadic([], 'any', (...all) => concatenated(all.map((list) => listOf(list, 'concat')))),
  join: fn(['string', 'any'], (separator, list) => toTexts(list).join(separator)),
  sortAlpha: fn(['any'], (list) => (isList(list) ? toTexts(list).toSorted(byBytes) : [toText(list)])),
  toStrings: fn(['any'], (list) => toTexts(list)),
};
