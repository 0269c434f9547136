import { instance, int, text, type CelFunctions } from '../arguments.ts';
import { fail, Opaque, type CelValue } from '../values.ts';

/** A Kubernetes quantity, in billionths, the smallest part that it can have. */
class Quantity extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }
  equals(other: Opaque): boolean {
    return other instanceof Quantity && this.nanos === other.nanos;
  }
}

const one = 1_000_000_000n;
const units: Readonly<Record<string, bigint>> = {
  n: 1n,
  u: 1000n,
  m: 1_000_000n,
  '': one,
  ...Object.fromEntries(['k', 'M', 'G', 'T', 'P', 'E'].map((unit, index) => [unit, one * 1000n ** BigInt(index + 1)])),
  ...Object.fromEntries(['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit, index) => [unit, one * 1024n ** BigInt(index + 1)])),
};
const written = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/;
const largestExponent = 1000;

/** Billionths of `500m`, rounded up; undefined for what is no quantity. */
function parse(value: string): bigint | undefined {
  const [whole, sign, digits = '', exponent, unit = ''] = written.exec(value) ?? [];
  if (whole === undefined || Math.abs(Number(exponent ?? '0')) > largestExponent) return undefined;
  const [integer = '', fraction = ''] = digits.split('.');
  const power = Number(exponent ?? '0') - fraction.length;
  const raw = BigInt(`${integer}${fraction}`) * (units[unit] ?? one);
  const scaled = power >= 0 ? raw * 10n ** BigInt(power) : (raw + 10n ** BigInt(-power) - 1n) / 10n ** BigInt(-power);
  return sign === '-' ? -scaled : scaled;
}

const quantity = (value: CelValue): bigint => instance(value, Quantity).nanos;
const operand = (value: CelValue): bigint => (typeof value === 'bigint' ? value * one : quantity(value));
const isWhole = (nanos: bigint): boolean => nanos % one === 0n && nanos / one >= -(2n ** 63n) && nanos / one < 2n ** 63n;
const compare = (left: CelValue, right: CelValue): bigint => signOf(quantity(left) - quantity(right));
const signOf = (value: bigint): bigint => (value < 0n ? -1n : value > 0n ? 1n : 0n);

export const quantityFunctions: CelFunctions = {
  quantity: (value) => new Quantity(parse(text(value)) ?? fail(`${JSON.stringify(text(value))} is no quantity`)),
  isQuantity: (value) => parse(text(value)) !== undefined,
  sign: (value) => signOf(quantity(value)),
};

export const quantityMethods: CelFunctions = {
  add: (left, right) => new Quantity(quantity(left) + operand(right)),
  sub: (left, right) => new Quantity(quantity(left) - operand(right)),
  compareTo: compare,
  isLessThan: (left, right) => compare(left, right) < 0n,
  isGreaterThan: (left, right) => compare(left, right) > 0n,
  isInteger: (value) => isWhole(quantity(value)),
  asInteger: (value) => (isWhole(quantity(value)) ? int(quantity(value) / one) : fail('cannot convert value to integer')),
  asApproximateFloat: (value) => Number(quantity(value)) / Number(one),
};
