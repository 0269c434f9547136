import { parseNanoseconds } from '@capi/seams';

import { parseTime, printTime } from '../../civil-time.ts';
import { int, type CelFunctions } from '../arguments.ts';
import { CelDuration, CelTimestamp, fail, TypeValue, typeNameOf, Uint, type CelValue } from '../values.ts';
import { Cidr, Ip } from './addresses.ts';

const cannot = (value: CelValue, wanted: string): never => fail(`no such overload: ${wanted}(${typeNameOf(value)})`);
const perSecond = 1_000_000_000n;

function toInt(value: CelValue): CelValue {
  if (typeof value === 'bigint') return value;
  if (value instanceof Uint) return int(value.value);
  if (typeof value === 'number')
    return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : fail('integer overflow');
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? int(BigInt(value.replace('+', ''))) : fail(`${value} is no int`);
  if (value instanceof CelDuration) return value.nanos;
  return value instanceof CelTimestamp ? value.nanos / perSecond : cannot(value, 'int');
}

function toUint(value: CelValue): CelValue {
  if (value instanceof Uint) return value;
  if (typeof value === 'bigint') return new Uint(value);
  if (typeof value === 'number') return Number.isFinite(value) ? new Uint(BigInt(Math.trunc(value))) : fail('unsigned integer overflow');
  if (typeof value === 'string') return /^\d+$/.test(value) ? new Uint(BigInt(value)) : fail(`${value} is no uint`);
  return cannot(value, 'uint');
}

function toDouble(value: CelValue): CelValue {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint) return Number(value.value);
  if (typeof value !== 'string') return cannot(value, 'double');
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
  if (isNumber) return Number(value);
  return /^[+-]?inf(inity)?$/i.test(value)
    ? value.startsWith('-')
      ? -Infinity
      : Infinity
    : /^nan$/i.test(value)
      ? Number.NaN
      : fail(`${value} is no double`);
}

function toText(value: CelValue): CelValue {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return printDouble(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return decoded(value);
  if (value instanceof CelDuration) return printSeconds(value.nanos);
  if (value instanceof CelTimestamp) return printTime(value);
  return value instanceof Ip || value instanceof Cidr ? value.print() : cannot(value, 'string');
}

/** As Go prints a double: `+Inf`, and from a million on with an exponent, of two digits at least. */
export function printDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const isLong = Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-4);
  const [digits = '', exponent] = (isLong ? value.toExponential() : String(value)).split('e');
  return exponent === undefined ? digits : `${digits}e${exponent[0] ?? ''}${exponent.slice(1).padStart(2, '0')}`;
}

function printSeconds(nanos: bigint): string {
  const [seconds, rest] = [nanos / perSecond, nanos % perSecond];
  const fraction =
    rest === 0n
      ? ''
      : `.${String(rest < 0n ? -rest : rest)
          .padStart(9, '0')
          .replace(/0+$/, '')}`;
  return `${nanos < 0n && seconds === 0n ? '-' : ''}${seconds}${fraction}s`;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('invalid UTF-8 in bytes');
  }
}

const truths: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['1', 't', 'true', 'TRUE', 'True', 'T'].map((word) => [word, true] as const),
  ...['0', 'f', 'false', 'FALSE', 'False', 'F'].map((word) => [word, false] as const),
]);

/** Functions that make one type of another. */
export const conversions: CelFunctions = {
  dyn: (value) => value,
  type: (value) => new TypeValue(typeNameOf(value)),
  bool: (value) => {
    if (typeof value === 'boolean') return value;
    return typeof value === 'string' ? (truths[value] ?? fail(`${value} is no bool`)) : cannot(value, 'bool');
  },
  bytes: (value) => {
    if (value instanceof Uint8Array) return value;
    return typeof value === 'string' ? new TextEncoder().encode(value) : cannot(value, 'bytes');
  },
  int: toInt,
  uint: toUint,
  double: toDouble,
  string: toText,
  duration: (value) => {
    if (value instanceof CelDuration) return value;
    if (typeof value === 'bigint') return new CelDuration(value);
    if (typeof value !== 'string') return cannot(value, 'duration');
    return new CelDuration(parseNanoseconds(value) ?? fail(`${value} is no duration`));
  },
  timestamp: (value) => {
    if (value instanceof CelTimestamp) return value;
    if (typeof value === 'bigint') return new CelTimestamp(value * perSecond);
    if (typeof value !== 'string') return cannot(value, 'timestamp');
    const time = value.length > 10 ? parseTime(value) : undefined;
    return time === undefined ? fail(`${value} is no timestamp`) : new CelTimestamp(time.nanos, time.offset);
  },
};
