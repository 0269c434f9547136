import { fn, variadic, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { deepEqual, isList, isMap, sortedKeys, type GoMap, type Value } from '../value.ts';
import { isEmpty } from './numbers.ts';
import { toText } from './to-text.ts';

function made(entries: readonly Value[]): GoMap {
  const map: GoMap = new Map();
  for (let index = 0; index < entries.length; index += 2) map.set(toText(entries[index]), index + 1 < entries.length ? entries[index + 1] : '');
  return map;
}

/** Fills into `target` what it lacks (or what is empty in it), all the way down; with `overwrites`, what the source has wins. */
function merge(target: GoMap, source: GoMap, overwrites: boolean): void {
  for (const [key, value] of source) {
    const own = target.get(key);
    if (isMap(own) && isMap(value)) merge(own, value, overwrites);
    else if (overwrites ? !isEmpty(value) || !target.has(key) : !target.has(key) || isEmpty(own)) target.set(key, value);
  }
}

function merged(target: GoMap, sources: readonly GoMap[], overwrites: boolean): GoMap {
  for (const source of sources) merge(target, deepCopy(source) as GoMap, overwrites);
  return target;
}

function deepCopy(value: Value): Value {
  if (isList(value)) return value.map(deepCopy);
  return isMap(value) ? new Map([...value].map(([key, item]) => [key, deepCopy(item)])) : value;
}

const chosen = (map: GoMap, keep: (key: string) => boolean): GoMap => new Map([...map].filter(([key]) => keep(key)));

/** `dig "a" "b" default map`: what lies at the path, or the default where the path ends early. */
function dig(args: readonly Value[]): Value {
  if (args.length < 3) throw new RefusedByFunction('dig needs at least three arguments');
  const map = args.at(-1);
  if (!isMap(map)) throw new RefusedByFunction('the last argument of dig must be a map');
  let place: Value = map;
  for (const key of args.slice(0, -2)) {
    if (typeof key !== 'string' || !isMap(place)) throw new RefusedByFunction('dig follows texts through maps');
    if (!place.has(key)) return args.at(-2);
    place = place.get(key);
  }
  return place;
}

/** Maps. `set`, `unset` and `merge` change their first argument, as in Go. Keys are given in sorted order, so that results repeat. */
export const maps: Functions = {
  dict: variadic([], 'any', (...entries) => made(entries)),
  get: fn(['map', 'string'], (map, key) => map.get(key) ?? (map.has(key) ? undefined : '')),
  set: fn(['map', 'string', 'any'], (map, key, value) => map.set(key, value)),
  unset: fn(['map', 'string'], (map, key) => {
    map.delete(key);
    return map;
  }),
  hasKey: fn(['map', 'string'], (map, key) => map.has(key)),
  pluck: variadic(['string'], 'map', (key, ...all) => all.filter((map) => map.has(key)).map((map) => map.get(key))),
  keys: variadic([], 'map', (...all) => all.flatMap((map) => [...sortedKeys(map)])),
  values: fn(['map'], (map) => sortedKeys(map).map((key) => map.get(key))),
  pick: variadic(['map'], 'string', (map, ...names) => chosen(map, (key) => names.includes(key))),
  omit: variadic(['map'], 'string', (map, ...names) => chosen(map, (key) => !names.includes(key))),
  merge: variadic(['map'], 'map', (target, ...sources) => merged(target, sources, false)),
  mustMerge: variadic(['map'], 'map', (target, ...sources) => merged(target, sources, false)),
  mergeOverwrite: variadic(['map'], 'map', (target, ...sources) => merged(target, sources, true)),
  mustMergeOverwrite: variadic(['map'], 'map', (target, ...sources) => merged(target, sources, true)),
  deepCopy: fn(['any'], deepCopy),
  mustDeepCopy: fn(['any'], deepCopy),
  deepEqual: fn(['any', 'any'], deepEqual),
  dig: variadic([], 'any', (...args) => dig(args)),
};
