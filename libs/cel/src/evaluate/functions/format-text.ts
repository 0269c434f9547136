import { entriesOf, fail, typeNameOf, TypeValue, Uint, type CelValue } from '../values.ts';
import { conversions, printDouble } from './conversions.ts';

const clause = /%(?:%|(?:\.(\d+))?([a-zA-Z]))/g;
const digits = 6;

/** A text with its clauses, such as `%s` and `%.2f`, replaced by values in their order. */
export function format(template: string, values: readonly CelValue[]): string {
  let next = 0;
  const made = template.replaceAll(clause, (whole, precision: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return '%';
    if (next >= values.length) return fail(`index ${next} out of range`);
    const value = values[next];
    next += 1;
    return (
      printers[letter]?.(value, precision === undefined ? digits : Number(precision)) ?? fail(`unrecognized formatting clause ${whole}`)
    );
  });
  return next < values.length ? fail('too many arguments supplied to string.format') : made;
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

function real(letter: string, print: (value: number, precision: number) => string): Printer {
  return (value, precision) => {
    if (typeof value === 'string' && ['NaN', 'Infinity', '-Infinity'].includes(value)) return value;
    const number = typeof value === 'number' ? value : Number(whole(letter, value));
    if (Number.isFinite(number)) return print(number, precision);
    return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
  };
}

const exponential = (value: number, precision: number): string =>
  value.toExponential(precision).replace(/e([+-])(\d)$/, (_match, sign: string, digit: string) => `e${sign}0${digit}`);

/** Any value as a reader would like it. */
function shown(value: CelValue): string {
  if (value === null) return 'null';
  if (typeof value === 'number')
    return Number.isFinite(value) ? printDouble(value) : value > 0 ? 'Infinity' : Number.isNaN(value) ? 'NaN' : '-Infinity';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof TypeValue) return value.name;
  const entries = entriesOf(value);
  if (entries === undefined) return plain(value);
  return `{${entries
    .map(([key, each]) => `${shown(key)}: ${shown(each)}`)
    .toSorted()
    .join(', ')}}`;
}

function plain(value: CelValue): string {
  const text = conversions['string']?.(value);
  return typeof text === 'string' ? text : wrong('s', value);
}

const printers: Readonly<Record<string, Printer>> = {
  s: shown,
  d: (value) => String(whole('d', value)),
  f: real('f', (value, precision) => value.toFixed(precision)),
  e: real('e', exponential),
  b: based('b', 2),
  o: based('o', 8),
  x: based('x', 16),
  X: (value, precision) => based('X', 16)(value, precision).toUpperCase(),
};
