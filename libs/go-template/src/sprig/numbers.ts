import { fn, variadic, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { int, int64, type Value } from '../value.ts';
import { calculate } from './decimal.ts';
import { readDecimal, readOctal, toFloat, toInteger } from './read-number.ts';
import { sequence, steps } from './sequences.ts';

const quotient = (one: Value, other: Value, divide: (a: bigint, b: bigint) => bigint): Value => {
  const divisor = toInteger(other);
  if (divisor === 0n) throw new RefusedByFunction('integer divide by zero');
  return int64(divide(toInteger(one), divisor));
};

/** At a number of digits; the next is taken from `half` of it on, away from zero. */
function rounded(value: number, digits: number, half = 0.5): number {
  const power = 10 ** digits;
  const scaled = value * power;
  return (scaled % 1 >= half ? Math.ceil(scaled) : Math.floor(scaled)) / power;
}

const largest = (values: readonly Value[]): Value => int64(values.map(toInteger).reduce((one, other) => (other > one ? other : one)));
const smallest = (values: readonly Value[]): Value => int64(values.map(toInteger).reduce((one, other) => (other < one ? other : one)));

/** Numbers. Those that calculate take nearly anything for a number and answer an int64 or, with an `f` at the end, a float64. */
export const numbers: Functions = {
  atoi: fn(['string'], (text) => int(readDecimal(text))),
  int: fn(['any'], (value) => int(toInteger(value))),
  int64: fn(['any'], (value) => int64(toInteger(value))),
  float64: fn(['any'], toFloat),
  toDecimal: fn(['any'], (value) => int64(readOctal(value))),
  add1: fn(['any'], (value) => int64(toInteger(value) + 1n)),
  add: variadic([], 'any', (...values) => int64(values.map(toInteger).reduce((sum, value) => sum + value, 0n))),
  sub: fn(['any', 'any'], (one, other) => int64(toInteger(one) - toInteger(other))),
  mul: variadic(['any'], 'any', (...values) =>
    int64(values.map(toInteger).reduce((product, value) => BigInt.asIntN(64, product * value), 1n)),
  ),
  div: fn(['any', 'any'], (one, other) => quotient(one, other, (a, b) => a / b)),
  mod: fn(['any', 'any'], (one, other) => quotient(one, other, (a, b) => a % b)),
  max: variadic(['any'], 'any', (...values) => largest(values)),
  biggest: variadic(['any'], 'any', (...values) => largest(values)),
  min: variadic(['any'], 'any', (...values) => smallest(values)),
  maxf: variadic(['any'], 'any', (...values) => Math.max(...values.map(toFloat))),
  minf: variadic(['any'], 'any', (...values) => Math.min(...values.map(toFloat))),
  add1f: fn(['any'], (value) => calculate('add', toFloat(value), [1])),
  addf: variadic([], 'any', (...values) => calculate('add', 0, values.map(toFloat))),
  subf: variadic(['any'], 'any', (first, ...rest) => calculate('subtract', toFloat(first), rest.map(toFloat))),
  mulf: variadic(['any'], 'any', (first, ...rest) => calculate('multiply', toFloat(first), rest.map(toFloat))),
  divf: variadic(['any'], 'any', (first, ...rest) => calculate('divide', toFloat(first), rest.map(toFloat))),
  ceil: fn(['any'], (value) => Math.ceil(toFloat(value))),
  floor: fn(['any'], (value) => Math.floor(toFloat(value))),
  round: variadic(['any', 'int'], 'float64', (value, digits, half) => rounded(toFloat(value), digits, half)),
  until: fn(['int'], (count) => steps(0, count, count < 0 ? -1 : 1)),
  untilStep: fn(['int', 'int', 'int'], steps),
  seq: variadic([], 'int', (...bounds) => sequence(bounds)),
};
