import type { Codec } from './mapping.ts';

// Kubernetes rewrites amounts whenever it reads and writes them: `1000m` becomes `1`, `2.5` becomes `2500m`.

const shape = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

const decimalSuffixes: readonly (readonly [string, number])[] = [
  ['E', 18],
  ['P', 15],
  ['T', 12],
  ['G', 9],
  ['M', 6],
  ['k', 3],
  ['', 0],
  ['m', -3],
  ['u', -6],
  ['n', -9],
];
const binarySuffixes = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Amounts are counted in billionths, the finest that Kubernetes knows; what is finer is rounded up. */
const finest = 9;

/**
 * An amount as Kubernetes writes it out: without a fraction, with the largest suffix that allows that, in the notation it came in.
 * What is no amount is answered as it is.
 */
export function canonicalQuantity(written: string): string {
  const [, sign = '', whole = '', fraction = '', binary, decimal, exponent] = shape.exec(written) ?? [];
  if (whole + fraction === '') return written;
  const scale = exponent === undefined ? (decimalSuffixes.find(([suffix]) => suffix === decimal)?.[1] ?? 0) : Number(exponent);
  if (Math.abs(scale) > 40) return written;
  const factor = binary === undefined ? 1n : 1024n ** BigInt(binarySuffixes.indexOf(binary) + 1);
  const amount = scaled(BigInt(whole + fraction) * factor, scale - fraction.length + finest);
  if (amount === 0n) return '0';
  const text = exponent === undefined ? (binary === undefined ? inDecimal(amount) : inBinary(amount)) : inExponent(amount);
  return sign === '-' ? `-${text}` : text;
}

const scaled = (value: bigint, power: number): bigint => {
  if (power >= 0) return value * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
};

function inDecimal(amount: bigint): string {
  const [suffix, power] = largest(amount);
  return `${amount / 10n ** BigInt(power + finest)}${suffix}`;
}

function inExponent(amount: bigint): string {
  const [, power] = largest(amount);
  return `${amount / 10n ** BigInt(power + finest)}${power === 0 ? '' : `e${power}`}`;
}

const largest = (amount: bigint): readonly [string, number] =>
  decimalSuffixes.find(([, power]) => amount % 10n ** BigInt(power + finest) === 0n) ?? ['n', -finest];

function inBinary(amount: bigint): string {
  const unit = 10n ** BigInt(finest);
  // Small amounts are written in decimal, since rounding them to whole units would be noticed.
  if (amount < 1024n * unit) return inDecimal(amount);
  let value = (amount + unit - 1n) / unit;
  let power = 0;
  while (value % 1024n === 0n && power < binarySuffixes.length) {
    value /= 1024n;
    power += 1;
  }
  return `${value}${power === 0 ? '' : binarySuffixes[power - 1]}`;
}

/** An amount as it is written wherever Go holds it in a struct: `0` when it is missing. */
export const writtenQuantity = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number' ? canonicalQuantity(String(value)) : (value ?? '0');

/** An amount that is no pointer in either version: `0` when it is missing. */
export const quantity: Codec = { up: writtenQuantity, down: writtenQuantity };
