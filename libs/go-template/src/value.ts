import { characters } from './bytes.ts';
import { RefusedByFunction } from './template-error.ts';

/**
 * A value while a template is rendered, in Go's terms: `undefined` is no value at all (a missing key), `null` an interface that holds
 * nothing, a number a float64, lists and maps what JSON makes of them.
 */
export type Value = undefined | null | boolean | string | number | GoInteger | readonly Value[] | GoMap | GoObject;

/** A map of texts to values. Changed in place by `set` and `merge`, as in Go. */
export type GoMap = Map<string, Value>;

/** What a map is that was never made: it can be read, and refuses to be written. */
class NilMap extends Map<string, Value> {
  override set(): never {
    throw new RefusedByFunction('assignment to entry in nil map');
  }
}
export const nilMap: GoMap = new NilMap();

/** What a list is that was never made: a list without items, except that JSON has it as `null`. */
export const nilList: readonly Value[] = [];

type IntegerType = 'int' | 'int64' | 'uint32' | 'uint64' | 'uint8';

/** A whole number with Go's type; numbers that come from JSON have none, they are float64. */
export class GoInteger {
  readonly type: IntegerType;
  readonly value: bigint;

  constructor(type: IntegerType, value: bigint) {
    this.type = type;
    this.value = value;
  }
}

/** Go's `int`, which is what whole numbers in a template are. */
export const int = (value: number | bigint): GoInteger => new GoInteger('int', BigInt(value));

/** Go's `int64`, which is what arithmetic functions answer. Wraps around as Go does. */
export const int64 = (value: number | bigint): GoInteger => new GoInteger('int64', BigInt.asIntN(64, BigInt(value)));

/** A value with methods, such as a semantic version. */
export interface GoObject {
  readonly kind: 'object';
  /** As `printf "%T"` prints it. */
  readonly type: string;
  /** As `{{ . }}` prints it. */
  readonly text: string;
  /** Its text in JSON, where that is another one. */
  readonly json?: string;
  /** The field or the result of the method; undefined when it has none of that name. */
  member(name: string, args: readonly Value[]): Value;
}

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value): value is GoMap => value instanceof Map;
export const isGoObject = (value: Value): value is GoObject => typeof value === 'object' && value !== null && 'kind' in value;

/**
 * JSON as a template sees it, in which a `GoInteger` may stand for a number. Functions may change the copy; what was handed in stays as it
 * is.
 */
export function fromJson(json: unknown): Value {
  if (json instanceof GoInteger) return json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object' || json === null) return json as Value;
  const map: GoMap = new Map();
  for (const [key, value] of Object.entries(json)) if (value !== undefined) map.set(key, fromJson(value));
  return map;
}

/** The keys of a map in the order in which Go's templates walk it. */
export const sortedKeys = (map: GoMap): readonly string[] => [...map.keys()].toSorted(byBytes);

/** Orders texts as Go does, by their UTF-8 bytes. */
export function byBytes(one: string, other: string): number {
  const left = characters(one);
  const right = characters(other);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Whether `if` takes its first branch: anything but nothing, zero and empty. */
export function isTrue(value: Value): boolean {
  if (value === undefined || value === null) return false;
  if (value instanceof GoInteger) return value.value !== 0n;
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  if (isGoObject(value)) return true;
  return value !== 0 && value !== '' && value !== false;
}

/** Go's name of the type: `int`, `string`, `map[string]interface {}`. */
export function typeName(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (value instanceof GoInteger) return value.type;
  if (isList(value)) return '[]interface {}';
  if (isMap(value)) return 'map[string]interface {}';
  if (isGoObject(value)) return value.type;
  return typeof value === 'number' ? 'float64' : typeof value === 'boolean' ? 'bool' : 'string';
}

/** Go's kind of the type: `slice`, `map`, `ptr`. */
export function kindName(value: Value): string {
  if (isList(value)) return 'slice';
  if (isMap(value)) return 'map';
  if (isGoObject(value)) return value.type.startsWith('*') ? 'ptr' : 'struct';
  return value === undefined || value === null ? 'invalid' : typeName(value);
}

/** Whether both are the same through and through; numbers of different types never are. */
export function deepEqual(one: Value, other: Value): boolean {
  if (one instanceof GoInteger) return other instanceof GoInteger && one.type === other.type && one.value === other.value;
  if (isList(one)) return isList(other) && one.length === other.length && one.every((item, index) => deepEqual(item, other[index]));
  if (isMap(one)) {
    return isMap(other) && one.size === other.size && [...one].every(([key, value]) => other.has(key) && deepEqual(value, other.get(key)));
  }
  if (isGoObject(one)) return isGoObject(other) && one.type === other.type && one.text === other.text;
  return (one ?? null) === (other ?? null);
}
