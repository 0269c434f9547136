/**
 * A value while an expression runs: booleans, bigints for int, numbers for double, texts, bytes, null, lists, objects and maps as in JSON
 * (or a Map, when the expression itself makes one), and the classes of this folder.
 */
export type CelValue = unknown;

/** What an expression cannot be evaluated for. */
export class EvaluationError extends Error {}

/** Ends the evaluation, unless another operand decides. */
export function fail(message: string): never {
  throw new EvaluationError(message);
}

/** An int without a sign. */
export class Uint {
  readonly value: bigint;
  constructor(value: bigint) {
    if (value < 0n || value >= 2n ** 64n) fail('unsigned integer overflow');
    this.value = value;
  }
}

/** A length of time, in nanoseconds. */
export class CelDuration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    if (nanos < -(2n ** 63n) || nanos >= 2n ** 63n) fail('duration overflow');
    this.nanos = nanos;
  }
}

/** The years from 1 to 9999, in seconds since 1970. */
const [firstSecond, lastSecond] = [-62_135_596_800n, 253_402_300_799n];

/** A moment, in nanoseconds since 1970. */
export class CelTimestamp {
  readonly nanos: bigint;
  /** Seconds that the zone in which it was written is ahead. */
  readonly offset: number;
  constructor(nanos: bigint, offset = 0) {
    if (nanos < firstSecond * 1_000_000_000n || nanos >= (lastSecond + 1n) * 1_000_000_000n) fail('timestamp overflow');
    this.nanos = nanos;
    this.offset = offset;
  }
}

/** A value that is not of the type that its schema declares. Whoever looks at it fails. */
export class Unreadable {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** A value that may be looked at. */
export const readable = (value: CelValue): CelValue => (value instanceof Unreadable ? fail(value.why) : value);

/** A type as a value: `type(1) == int`. */
export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Something, or nothing. */
export class CelOptional {
  static readonly none = new CelOptional(undefined);
  readonly #value: CelValue;
  constructor(value: CelValue) {
    this.#value = value;
  }
  get hasValue(): boolean {
    return this.#value !== undefined;
  }
  value(): CelValue {
    return this.hasValue ? this.#value : fail('optional.none() dereference');
  }
  orElse(other: () => CelValue): CelValue {
    return this.hasValue ? this.#value : other();
  }
}

/** A value of one of Kubernetes' own types. */
export abstract class Opaque {
  abstract readonly typeName: string;
  abstract equals(other: Opaque): boolean;
}

/** Objects, and maps that come from JSON. */
export type JsonMap = Readonly<Record<string, unknown>>;

export const isJsonMap = (value: CelValue): value is JsonMap =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Keys and values of a map of either kind; undefined for what is none. */
export function entriesOf(value: CelValue): readonly (readonly [CelValue, CelValue])[] | undefined {
  if (value instanceof Map) return [...value.entries()];
  return isJsonMap(value) ? Object.entries(value) : undefined;
}

/** The value of a key; undefined when there is none. */
export function valueAt(map: CelValue, key: CelValue): CelValue {
  if (isJsonMap(map)) return typeof key === 'string' && Object.hasOwn(map, key) ? map[key] : undefined;
  if (!(map instanceof Map)) return undefined;
  const found = [...map.entries()].find(([each]) => isEqual(each, key));
  return found?.[1];
}

export const isNumber = (value: CelValue): value is bigint | number | Uint =>
  typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;

/** Numbers of all types are compared by what they stand for. Below is negative; NaN is neither. */
export function compareNumbers(one: bigint | number | Uint, other: bigint | number | Uint): number {
  const [left, right] = [one instanceof Uint ? one.value : one, other instanceof Uint ? other.value : other];
  return left < right ? -1 : left > right ? 1 : left == right ? 0 : Number.NaN; // eslint-disable-line eqeqeq
}

/** Whether two values are equal; values of different types are not. */
export function isEqual(left: CelValue, right: CelValue): boolean {
  const [one, other] = [readable(left), readable(right)];
  if (isNumber(one)) return isNumber(other) && compareNumbers(one, other) === 0;
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((item, index) => isEqual(item, other[index]));
  if (one instanceof Uint8Array)
    return other instanceof Uint8Array && one.length === other.length && one.every((byte, index) => byte === other[index]);
  if (one instanceof CelDuration) return other instanceof CelDuration && one.nanos === other.nanos;
  if (one instanceof CelTimestamp) return other instanceof CelTimestamp && one.nanos === other.nanos;
  if (one instanceof TypeValue) return other instanceof TypeValue && one.name === other.name;
  if (one instanceof Opaque) return other instanceof Opaque && one.typeName === other.typeName && one.equals(other);
  if (one instanceof CelOptional) {
    if (!(other instanceof CelOptional) || one.hasValue !== other.hasValue) return false;
    return !one.hasValue || isEqual(one.value(), other.value());
  }
  return one === null || typeof one !== 'object' ? one === other : isEqualMap(one, other);
}

function isEqualMap(one: CelValue, other: CelValue): boolean {
  const [left, right] = [entriesOf(one), entriesOf(other)];
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  return left.every(([key, value]) => {
    const counterpart = valueAt(other, key);
    return counterpart !== undefined && isEqual(value, counterpart);
  });
}

/** Which of two values comes first: negative, 0 or positive. Texts are ordered by code point, as their bytes are. */
export function compareValues(one: CelValue, other: CelValue): number {
  if (isNumber(one) && isNumber(other)) return compareNumbers(one, other);
  if (typeof one === 'string' && typeof other === 'string') return compareLists(codePoints(one), codePoints(other));
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
  if (one instanceof Uint8Array && other instanceof Uint8Array) return compareLists([...one], [...other]);
  if (one instanceof CelDuration && other instanceof CelDuration) return compareNumbers(one.nanos, other.nanos);
  if (one instanceof CelTimestamp && other instanceof CelTimestamp) return compareNumbers(one.nanos, other.nanos);
  return fail('no such overload: values cannot be ordered');
}

const codePoints = (text: string): readonly number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);

function compareLists(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((each, at) => each !== other[at]);
  if (index < 0) return one.length - other.length;
  return index >= other.length ? 1 : (one[index] ?? 0) - (other[index] ?? 0);
}

/** The name of the type of a value, as `type()` gives it. */
export function typeNameOf(value: CelValue): string {
  if (value === null) return 'null_type';
  if (Array.isArray(value)) return 'list';
  if (entriesOf(value) !== undefined) return 'map';
  const names: Readonly<Record<string, string>> = { bigint: 'int', number: 'double', boolean: 'bool', string: 'string' };
  const simple = names[typeof value];
  if (simple !== undefined) return simple;
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof CelDuration) return 'google.protobuf.Duration';
  if (value instanceof CelTimestamp) return 'google.protobuf.Timestamp';
  if (value instanceof CelOptional) return 'optional_type';
  return value instanceof Opaque ? value.typeName : 'type';
}
