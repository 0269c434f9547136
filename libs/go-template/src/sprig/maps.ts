import { fn, variadic, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { deepEqual, isList, isMap, nilMap, sortedKeys, type GoMap, type Value } from '../value.ts';
import { isEmpty } from './emptiness.ts';
import { toText } from './to-text.ts';

function made(entries: readonly Value[]): GoMap {
  const map: GoMap = new Map();
  for (let index = 0; index < entries.length; index += 2) {
    map.set(toText(entries[index]), index + 1 < entries.length ? (entries[index + 1] ?? null) : '');
  }
  return map;
}

/** Whether what the source has under a key takes the place of what the target has there. */
type Wins = (own: Value, value: Value) => boolean;

/** Maps that both have are merged all the way down; of anything else `wins` decides. The target shares what it takes over. */
function merge(wins: Wins, into: GoMap, sources: readonly GoMap[]): GoMap {
  const target: GoMap = into === nilMap ? new Map() : into;
  for (const source of sources) {
    for (const [key, value] of source) {
      const own = target.get(key);
      if (isMap(own) && isMap(value)) merge(wins, own, [value]);
      else if (wins(own, value)) target.set(key, value);
    }
  }
  return target;
}

const fill = variadic(['map'], 'map', (target, ...sources) => merge((own, value) => isEmpty(own) && value !== null, target, sources));
const overwrite = variadic(['map'], 'map', (target, ...sources) => merge(() => true, target, sources));

const deepCopy = fn(['any'], (value) => {
  if (value === undefined || value === null) throw new RefusedByFunction('there is nothing to copy');
  return copied(value);
});

function copied(value: Value): Value {
  if (isList(value)) return value.map(copied);
  return isMap(value) ? new Map([...value].map(([key, item]) => [key, copied(item)])) : value;
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
  get: fn(['map', 'string'], (map, key) => (map.has(key) ? map.get(key) : '')),
  set: fn(['map', 'string', 'any'], (map, key, value) => map.set(key, value ?? null)),
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
  merge: fill,
  mustMerge: fill,
  mergeOverwrite: overwrite,
  mustMergeOverwrite: overwrite,
  deepCopy,
  mustDeepCopy: deepCopy,
  deepEqual: fn(['any', 'any'], deepEqual),
  dig: variadic([], 'any', (...args) => dig(args)),
};
