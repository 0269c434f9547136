import { GoInteger, isGoObject, isList, isMap, sortedKeys, type Value } from './value.ts';

/** As `{{ . }}` prints a value: `%v` of Go's fmt, except that nothing at all is `<no value>`. */
export const printResult = (value: Value): string => (value === undefined || value === null ? '<no value>' : printPlain(value));

/** As `%v` prints a value. */
export function printPlain(value: Value): string {
  if (value === undefined || value === null) return '<nil>';
  if (value instanceof GoInteger) return String(value.value);
  if (typeof value === 'number') return printFloat(value);
  if (isList(value)) return `[${value.map(printPlain).join(' ')}]`;
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${printPlain(value.get(key))}`)
      .join(' ')}]`;
  if (isGoObject(value)) return value.text;
  return String(value);
}

/** A float64 as `%g` writes it: shortest, with an exponent from a million on (`1e+06`) and below a ten thousandth. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return plainDigits(value, mantissa, exponent);
}

function plainDigits(value: number, mantissa: string, exponent: number): string {
  const digits = mantissa.replace('-', '').replace('.', '');
  const sign = value < 0 ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
