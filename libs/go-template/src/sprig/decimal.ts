import { RefusedByFunction } from '../template-error.ts';

/** A number as it is written: `digits / 10 ** scale`. With it 0.1 and 0.2 make 0.3. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Places behind the point of a quotient. */
const places = 16;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

function decimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RefusedByFunction(`cannot calculate with ${value}`);
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * power(-scale), scale: 0 } : { digits, scale };
}

const number = ({ digits, scale }: Decimal): number => Number(`${digits}e-${scale}`);

const aligned = (one: Decimal, other: Decimal): readonly [bigint, bigint, number] => {
  const scale = Math.max(one.scale, other.scale);
  return [one.digits * power(scale - one.scale), other.digits * power(scale - other.scale), scale];
};

const operations = {
  add(one: Decimal, other: Decimal): Decimal {
    const [left, right, scale] = aligned(one, other);
    return { digits: left + right, scale };
  },
  subtract(one: Decimal, other: Decimal): Decimal {
    const [left, right, scale] = aligned(one, other);
    return { digits: left - right, scale };
  },
  multiply: (one: Decimal, other: Decimal): Decimal => ({ digits: one.digits * other.digits, scale: one.scale + other.scale }),
  divide(one: Decimal, other: Decimal): Decimal {
    const [left, right] = aligned(one, other);
    if (right === 0n) throw new RefusedByFunction('decimal division by 0');
    const size = (value: bigint): bigint => (value < 0n ? -value : value);
    // Half a place more before cutting off: rounds away from zero.
    const quotient = (size(left) * power(places) * 2n + size(right)) / (size(right) * 2n);
    return { digits: left < 0n === right < 0n ? quotient : -quotient, scale: places };
  },
};

/** Applies one operation from left to right. */
export const calculate = (operation: keyof typeof operations, first: number, rest: readonly number[]): number =>
  number(rest.map(decimal).reduce(operations[operation], decimal(first)));
