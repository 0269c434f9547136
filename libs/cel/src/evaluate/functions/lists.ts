import { count, instance, list, type CelFunctions } from '../arguments.ts';
import { binaryOperators } from '../operators.ts';
import { CelOptional, compareValues, fail, isEqual, type CelValue } from '../values.ts';

const has = (items: readonly CelValue[], item: CelValue): boolean => items.some((each) => isEqual(each, item));
const covers = (items: CelValue, others: CelValue): boolean => list(others).every((item) => has(list(items), item));

function sum(items: CelValue): CelValue {
  const [first, ...others] = list(items);
  if (first === undefined) return 0n;
  return others.reduce((total, item) => binaryOperators['+']?.(total, item), first);
}

function extreme(items: CelValue, isBetter: (comparison: number) => boolean): CelValue {
  const all = list(items);
  if (all.length === 0) return fail('min/max called on empty list');
  return all.reduce((best, item) => (isBetter(compareValues(item, best)) ? item : best));
}

function flatten(items: CelValue, depth: CelValue = 1n): readonly CelValue[] {
  const levels = count(depth);
  if (levels < 0) return fail('level must be non-negative');
  return levels === 0 ? list(items) : list(items).flatMap((item) => (Array.isArray(item) ? flatten(item, BigInt(levels - 1)) : [item]));
}

function slice(items: CelValue, from: CelValue, until: CelValue): readonly CelValue[] {
  const [all, begin, end] = [list(items), count(from), count(until)];
  return begin < 0 || begin > end || end > all.length
    ? fail(`cannot slice(${begin}, ${end}), list is length ${all.length}`)
    : all.slice(begin, end);
}

const at =
  (index: number) =>
  (items: CelValue): CelOptional => {
    const item = list(items).at(index);
    return item === undefined ? CelOptional.none : new CelOptional(item);
  };

const mostItems = 1_000_000;

export const listFunctions: CelFunctions = {
  'lists.range': (size) => {
    if (count(size) > mostItems) return fail(`a list of ${count(size)} items is too long`);
    return Array.from({ length: Math.max(0, count(size)) }, (_, index) => BigInt(index));
  },
  'sets.contains': covers,
  'sets.equivalent': (one, other) => covers(one, other) && covers(other, one),
  'sets.intersects': (one, other) => list(other).some((item) => has(list(one), item)),
};

export const listMethods: CelFunctions = {
  isSorted: (items) => list(items).every((item, index, all) => index === 0 || compareValues(all[index - 1], item) <= 0),
  sum,
  min: (items) => extreme(items, (comparison) => comparison < 0),
  max: (items) => extreme(items, (comparison) => comparison > 0),
  indexOf: (items, item) => BigInt(list(items).findIndex((each) => isEqual(each, item))),
  lastIndexOf: (items, item) => BigInt(list(items).findLastIndex((each) => isEqual(each, item))),
  sort: (items) => list(items).toSorted(compareValues),
  distinct: (items) => list(items).filter((item, index, all) => !has(all.slice(0, index), item)),
  reverse: (items) => list(items).toReversed(),
  flatten,
  slice,
  first: at(0),
  last: at(-1),
  unwrapOpt: (items) => present(items),
};

/** What is in the optionals of a list that hold something. */
export const present = (items: CelValue): readonly CelValue[] =>
  list(items)
    .map((item) => instance(item, CelOptional))
    .filter((item) => item.hasValue)
    .map((item) => item.value());
