import { fn, variadic, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { GoInteger, int, int64, isList, isMap, type Value } from '../value.ts';

/** A whole number of nearly anything, as sprig reads it: texts by their digits, floats cut off, nothing and nonsense as 0. */
export function toInteger(value: Value): bigint {
  if (value instanceof GoInteger) return value.value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return cut(value);
  return typeof value === 'string' ? readInteger(value) : 0n;
}

const lowest = -(2n ** 63n);
const cut = (value: number): bigint => (Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : lowest);

function readInteger(text: string): bigint {
  // Zeros at the front are digits here and not a sign of octal numbers; zeros behind a point do not count.
  const trimmed = text.replace(/^([+-]?)0+(?=\d)/, '$1').replace(/^([+-]?\d+)\.0*$/, '$1');
  return /^[+-]?\d+$/.test(trimmed) ? limited(BigInt(trimmed.replace(/^\+/, ''))) : 0n;
}

const limited = (value: bigint): bigint => (BigInt.asIntN(64, value) === value ? value : 0n);

/** A float of nearly anything; nothing and nonsense as 0. */
export function toFloat(value: Value): number {
  if (value instanceof GoInteger) return Number(value.value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : 0;
}

const quotient = (one: Value, other: Value, divide: (a: bigint, b: bigint) => bigint): Value => {
  const divisor = toInteger(other);
  if (divisor === 0n) throw new RefusedByFunction('integer divide by zero');
  return int64(divide(toInteger(one), divisor));
};

/** Floats are added as decimals, so that 0.1 and 0.2 are 0.3. */
function decimal(first: Value, rest: readonly Value[], combine: (one: number, other: number) => number): number {
  return rest.reduce<number>((sum, value) => Number(combine(sum, toFloat(value)).toPrecision(15)), toFloat(first));
}

const mostItems = 100_000;

function steps(start: number, stop: number, step: number): readonly Value[] {
  if (step === 0 || (step > 0 ? start >= stop : start <= stop)) return [];
  const count = Math.ceil((stop - start) / step);
  if (count > mostItems) throw new RefusedByFunction(`a list of ${count} items is too long`);
  return Array.from({ length: count }, (_, index) => int(start + index * step));
}

function sequence(bounds: readonly number[]): string {
  const [first = 1, second, third] = bounds;
  const print = (start: number, end: number, step: number): string => {
    const list = steps(start, end + Math.sign(step), step);
    return list.map((each) => (each instanceof GoInteger ? String(each.value) : '')).join(' ');
  };
  switch (bounds.length) {
    case 0:
      return '';
    case 1:
      return print(1, first, first < 1 ? -1 : 1);
    case 2:
      return print(first, second ?? 0, (second ?? 0) < first ? -1 : 1);
    case 3: {
      const [step, end] = [second ?? 0, third ?? 0];
      return (end < first && step > 0) || (end > first && step < 0) ? '' : print(first, end, step);
    }
    default:
      return '';
  }
}

/** Away from zero from the half on, at a number of digits. */
function rounded(value: number, digits: number, half = 0.5): number {
  const power = 10 ** digits;
  const scaled = value * power;
  const rest = scaled % 1;
  return (rest >= half ? Math.ceil(scaled) : Math.floor(scaled)) / power;
}

const octal = (value: Value): bigint => {
  const text = value instanceof GoInteger ? String(value.value) : typeof value === 'string' ? value : String(value as number);
  return /^[+-]?[0-7]+$/.test(text) ? BigInt(text.startsWith('-') ? -Number.parseInt(text.slice(1), 8) : Number.parseInt(text, 8)) : 0n;
};

const largest = (values: readonly Value[]): Value => int64(values.map(toInteger).reduce((one, other) => (other > one ? other : one)));
const smallest = (values: readonly Value[]): Value => int64(values.map(toInteger).reduce((one, other) => (other < one ? other : one)));

/** Arithmetic: whole numbers are int64, names that end in f work with floats. */
export const numbers: Functions = {
  atoi: fn(['string'], (text) => int(/^[+-]?\d+$/.test(text) ? limited(BigInt(text.replace(/^\+/, ''))) : 0n)),
  int: fn(['any'], (value) => int(toInteger(value))),
  int64: fn(['any'], (value) => int64(toInteger(value))),
  float64: fn(['any'], toFloat),
  toDecimal: fn(['any'], (value) => int64(octal(value))),
  add1: fn(['any'], (value) => int64(toInteger(value) + 1n)),
  add: variadic([], 'any', (...values) => int64(values.map(toInteger).reduce((sum, value) => sum + value, 0n))),
  sub: fn(['any', 'any'], (one, other) => int64(toInteger(one) - toInteger(other))),
  mul: variadic(['any'], 'any', (first, ...rest) => int64(rest.map(toInteger).reduce((product, value) => product * value, toInteger(first)))),
  div: fn(['any', 'any'], (one, other) => quotient(one, other, (a, b) => a / b)),
  mod: fn(['any', 'any'], (one, other) => quotient(one, other, (a, b) => a % b)),
  max: variadic(['any'], 'any', (...values) => largest(values)),
  biggest: variadic(['any'], 'any', (...values) => largest(values)),
  min: variadic(['any'], 'any', (...values) => smallest(values)),
  maxf: variadic(['any'], 'any', (...values) => Math.max(...values.map(toFloat))),
  minf: variadic(['any'], 'any', (...values) => Math.min(...values.map(toFloat))),
  add1f: fn(['any'], (value) => decimal(value, [1], (one, other) => one + other)),
  addf: variadic([], 'any', (...values) => decimal(0, values, (one, other) => one + other)),
  subf: variadic(['any'], 'any', (first, ...rest) => decimal(first, rest, (one, other) => one - other)),
  mulf: variadic(['any'], 'any', (first, ...rest) => decimal(first, rest, (one, other) => one * other)),
  divf: variadic(['any'], 'any', (first, ...rest) => decimal(first, rest, (one, other) => one / other)),
  ceil: fn(['any'], (value) => Math.ceil(toFloat(value))),
  floor: fn(['any'], (value) => Math.floor(toFloat(value))),
  round: variadic(['any', 'int'], 'float64', (value, digits, half) => rounded(toFloat(value), digits, half)),
  until: fn(['int'], (count) => steps(0, count, count < 0 ? -1 : 1)),
  untilStep: fn(['int', 'int', 'int'], steps),
  seq: variadic([], 'int', (...bounds) => sequence(bounds)),
};

/** Whether sprig takes a value for empty: nothing, zero, false, and what has no items. */
export function isEmpty(value: Value): boolean {
  if (value === undefined || value === null) return true;
  if (value instanceof GoInteger) return value.value === 0n;
  if (isList(value)) return value.length === 0;
  if (isMap(value)) return value.size === 0;
  return value === '' || value === 0 || value === false;
}
