import { GoInteger, type Value } from '../value.ts';

const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;
const fits = (value: bigint): boolean => value >= lowest && value <= highest;

/** A whole number of nearly anything, as sprig reads it: texts by their digits, floats cut off, nothing and nonsense as 0. */
export function toInteger(value: Value): bigint {
  if (value instanceof GoInteger) return value.value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : lowest;
  return typeof value === 'string' ? readWhole(value) : 0n;
}

/** As Go code is written: `0x1F`, `1_000`, and with a zero in front octal, so that `010` is 8 and `08` is nothing. */
function readWhole(text: string): bigint {
  const [, sign = '', written = ''] = /^([+-]?)([0-9a-zA-Z_]*?)(?:\.\d*)?$/.exec(text) ?? [];
  if (!/^(?:0|[1-9](?:_?\d)*|0(?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+)$/.test(written)) return 0n;
  // Digits behind a point are cut off, of decimal and octal numbers only.
  if (/^0[a-zA-Z]/.test(written) && text.includes('.')) return 0n;
  const plain = written.replaceAll('_', '').toLowerCase();
  const magnitude = BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain);
  const value = sign === '-' ? -magnitude : magnitude;
  return fits(value) ? value : 0n;
}

/** Decimal digits only; too large a number is the largest there is. */
export function readDecimal(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) return 0n;
  const value = BigInt(text.replace(/^\+/, ''));
  return value > highest ? highest : value < lowest ? lowest : value;
}

/** Octal digits, as of file modes: `777` is 511. */
export function readOctal(value: Value): bigint {
  const text =
    value instanceof GoInteger ? String(value.value) : typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const [, sign = '', digits = ''] = /^([+-]?)([0-7]+)$/.exec(text) ?? [];
  const magnitude = digits === '' ? 0n : BigInt(`0o${digits}`);
  return fits(magnitude) ? (sign === '-' ? -magnitude : magnitude) : 0n;
}

/** A float of nearly anything; nothing, nonsense and what is too large as 0. */
export function toFloat(value: Value): number {
  if (value instanceof GoInteger) return Number(value.value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? readFloat(value) : 0;
}

function readFloat(text: string): number {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  if (!/^[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return 0;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : 0;
}
