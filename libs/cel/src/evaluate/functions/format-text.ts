import { entriesOf, fail, typeNameOf, TypeValue, Uint, type CelValue } from '../values.ts';
import { conversions } from './conversions.ts';

const clause = /%(?:%|(?:\.(\d+))?([a-zA-Z]))/g;
const digits = 6;

/** A text with its clauses, such as `%s` and `%.2f`, replaced by values in their order. */
export function format(template: string, values: readonly CelValue[]): string {
  let next = 0;
  return template.replaceAll(clause, (whole, precision: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return '%';
    if (next >= values.length) return fail(`index ${next} out of range`);
    const value = values[next];
    next += 1;
    return (
      printers[letter]?.(value, precision === undefined ? digits : Number(precision)) ?? fail(`unrecognized formatting clause ${whole}`)
    );
  });
}

type Printer = (value: CelValue, precision: number) => string;

const wrong = (letter: string, value: CelValue): never => fail(`error during formatting: %${letter} cannot show a ${typeNameOf(value)}`);
const whole = (letter: string, value: CelValue): bigint =>
  typeof value === 'bigint' ? value : value instanceof Uint ? value.value : wrong(letter, value);

function based(letter: string, radix: number): Printer {
  return (value) => {
    if (letter === 'b' && typeof value === 'boolean') return value ? '1' : '0';
    if (radix === 16 && typeof value === 'string') return hex(new TextEncoder().encode(value));
    return radix === 16 && value instanceof Uint8Array ? hex(value) : whole(letter, value).toString(radix);
  };
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A number as readers of English write it: digits in groups of three, halves to the even digit. */
function fixed(value: number, precision: number): string {
  const [whole = '', fraction] = rounded(Math.abs(value), precision).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

const mostDigits = 100;

/** What is written of a double is exact here, so that a half can be seen. */
function rounded(value: number, precision: number): string {
  const exact = value.toFixed(Math.min(mostDigits, precision + 30));
  const point = exact.indexOf('.');
  const [kept, rest] = [exact.slice(0, point + 1 + precision), exact.slice(point + 1 + precision)];
  const isTie = /^50*$/.test(rest);
  const isEven = /[02468]\.?$/.test(kept);
  return isTie && isEven ? kept.replace(/\.$/, '') : value.toFixed(precision);
}

const raised: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('-0123456789', (char, index) => [char, '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'[index] ?? '']),
);

/** Always with six digits, whatever is asked for. */
function scientific(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits).split('e');
  const power = Number(exponent);
  const written = `${power < 0 ? '-' : ''}${String(Math.abs(power)).padStart(2, '0')}`;
  return `${mantissa}×10${Array.from(written, (char) => raised[char] ?? '').join('')}`;
}

function real(letter: string, print: (value: number, precision: number) => string): Printer {
  return (value, precision) => {
    if (typeof value === 'string' && ['NaN', 'Infinity', '-Infinity'].includes(value)) return value;
    if (typeof value !== 'number') return wrong(letter, value);
    return Number.isFinite(value) ? print(value, precision) : Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞';
  };
}

/** Any value as a reader would like it; texts within others are quoted. */
function shown(value: CelValue, isInside = false): string {
  if (value === null) return 'null';
  if (isInside && typeof value === 'string') return JSON.stringify(value);
  if (isInside && typeof value === 'number') return value.toFixed(digits);
  if (Array.isArray(value)) return `[${value.map((item) => shown(item, true)).join(', ')}]`;
  if (value instanceof TypeValue) return value.name;
  const entries = entriesOf(value);
  if (entries === undefined) return plain(value);
  const pairs = entries.map(([key, each]) => `${shown(key, true)}:${shown(each, true)}`);
  return `{${pairs.toSorted().join(', ')}}`;
}

function plain(value: CelValue): string {
  const text = conversions['string']?.(value);
  return typeof text === 'string' ? text : wrong('s', value);
}

const printers: Readonly<Record<string, Printer>> = {
  s: (value) => shown(value),
  d: (value) => String(whole('d', value)),
  f: real('f', fixed),
  e: real('e', scientific),
  b: based('b', 2),
  o: based('o', 8),
  x: based('x', 16),
  X: (value, precision) => based('X', 16)(value, precision).toUpperCase(),
};
