import { bytesOf, characters } from './bytes.ts';
import { printFloat, printPlain } from './print-value.ts';
import { quote } from './quote.ts';
import { GoInteger, isGoObject, isList, isMap, sortedKeys, typeName, type Value } from './value.ts';

/** Go's Sprint: a blank between two values of which neither is a text. */
export function sprint(values: readonly Value[]): string {
  let printed = '';
  values.forEach((value, index) => {
    if (index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string') printed += ' ';
    printed += printPlain(value);
  });
  return printed;
}

/** Go's Sprintln: a blank between all values and a line break at the end. */
export const sprintln = (values: readonly Value[]): string => `${values.map(printPlain).join(' ')}\n`;

interface Verb {
  readonly verb: string;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

const directive = /%([-+# 0]*)(?:\[(\d+)\])?(\*|\d+)?(?:\.(?:\[(\d+)\])?(\*|\d+)?)?(?:\[(\d+)\])?(.)?/gsu;

/** As wide as Go lets anything be. */
const widest = 1_000_000;

/** Go's Sprintf. What is wrong with a format shows in the text, as in Go: `%!d(string=hi)`, `%!s(MISSING)`. */
export function printf(format: string, values: readonly Value[]): string {
  let position = 0;
  let reordered = false;
  let badIndex = false;
  const take = (index: string | undefined): void => {
    if (index === undefined) return;
    reordered = true;
    badIndex ||= Number(index) < 1 || Number(index) > values.length;
    position = Number(index) - 1;
  };
  const star = (written: string | undefined): number | undefined => {
    if (written !== '*') return written === undefined ? undefined : Math.min(Number(written), widest);
    const value = values[position++];
    return value instanceof GoInteger ? Math.max(-widest, Math.min(Number(value.value), widest)) : undefined;
  };
  const printed = format.replaceAll(directive, (whole, ...parts) => {
    const [flags = '', widthIndex, widthText, precisionIndex, precisionText, valueIndex, verb] = parts as (string | undefined)[];
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    badIndex = false;
    take(widthIndex);
    const width = star(widthText);
    take(precisionIndex);
    const precision = whole.includes('.') ? (star(precisionText) ?? 0) : undefined;
    take(valueIndex);
    if (position >= values.length) return badIndex ? `%!${verb}(BADINDEX)` : `%!${verb}(MISSING)`;
    const negative = width !== undefined && width < 0;
    return formatted(values[position++], {
      verb,
      flags: negative ? `${flags}-` : flags,
      width: width === undefined ? undefined : Math.abs(width),
      precision,
    });
  });
  if (reordered || position >= values.length) return printed;
  const extra = values
    .slice(position)
    .map((value) => (value === undefined || value === null ? '<nil>' : `${typeName(value)}=${printPlain(value)}`));
  return `${printed}%!(EXTRA ${extra.join(', ')})`;
}

function formatted(value: Value, verb: Verb): string {
  switch (verb.verb) {
    case 'T':
      return padded(typeName(value), { ...verb, verb: 's' });
    case 'p':
      return `%!p(${typeName(value)}=${printPlain(value)})`;
    default:
      break;
  }
  if (value === undefined || value === null) return verb.verb === 'v' ? padded('<nil>', verb) : `%!${verb.verb}(<nil>)`;
  if (isList(value)) return listed(value, verb);
  if (isMap(value)) return mapped(value, verb);
  const shown = scalar(value, verb);
  if (shown === undefined) return `%!${verb.verb}(${typeName(value)}=${formatted(value, { ...verb, verb: 'v' })})`;
  return padded(shown, verb, typeof value === 'number' || value instanceof GoInteger);
}

const isTextVerb = (verb: string): boolean => 'sqxX'.includes(verb);

function listed(value: readonly Value[], verb: Verb): string {
  if (verb.verb === 'v' && verb.flags.includes('#')) return `${typeName(value)}{${value.map((item) => goSyntax(item)).join(', ')}}`;
  return `[${value.map((item) => within(item, verb)).join(' ')}]`;
}

function mapped(value: ReadonlyMap<string, Value>, verb: Verb): string {
  const map = new Map(value);
  if (verb.verb === 'v' && verb.flags.includes('#')) {
    return `${typeName(map)}{${sortedKeys(map)
      .map((key) => `${quote(key)}:${goSyntax(map.get(key))}`)
      .join(', ')}}`;
  }
  return `map[${sortedKeys(map)
    .map((key) => `${formatted(key, verb)}:${within(map.get(key), verb)}`)
    .join(' ')}]`;
}

/** Within others nothing is nothing, whatever the verb. */
const within = (item: Value, verb: Verb): string => (item === undefined || item === null ? padded('<nil>', verb) : formatted(item, verb));

function goSyntax(value: Value): string {
  if (value === undefined || value === null) return 'interface {}(nil)';
  return formatted(value, { verb: 'v', flags: '#', width: undefined, precision: undefined });
}

/** Undefined when the verb is not for such values. */
function scalar(value: Exclude<Value, undefined | null>, verb: Verb): string | undefined {
  if (typeof value === 'string') return text(value, verb);
  if (typeof value === 'boolean') return 'vt'.includes(verb.verb) ? String(value) : undefined;
  if (typeof value === 'number') return float(value, verb);
  if (value instanceof GoInteger) return integer(value, verb);
  if (isGoObject(value))
    return verb.verb === 'v' || isTextVerb(verb.verb) ? text(value.text, { ...verb, flags: verb.flags.replace('#', '') }) : undefined;
  return undefined;
}

function text(value: string, verb: Verb): string | undefined {
  const shown = verb.precision === undefined ? value : characters(value).slice(0, verb.precision).join('');
  switch (verb.verb) {
    case 'v':
      return verb.flags.includes('#') ? quote(shown) : shown;
    case 's':
      return shown;
    case 'q':
      return verb.flags.includes('#') && !shown.includes('`') ? `\`${shown}\`` : quote(shown, '"', verb.flags.includes('+'));
    case 'x':
    case 'X': {
      const hex = [...bytesOf(shown)].map((byte) => byte.toString(16).padStart(2, '0'));
      const joined = hex.join(verb.flags.includes(' ') ? ' ' : '');
      const prefixed = verb.flags.includes('#') && joined !== '' ? `0x${joined}` : joined;
      return verb.verb === 'x' ? prefixed : prefixed.toUpperCase();
    }
    default:
      return undefined;
  }
}

const radix: Readonly<Record<string, number>> = { b: 2, o: 8, O: 8, d: 10, v: 10, x: 16, X: 16 };
const radixPrefix: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function integer(value: GoInteger, verb: Verb): string | undefined {
  const point = Number(value.value);
  switch (verb.verb) {
    case 'c':
      return String.fromCodePoint(validPoint(point));
    case 'q':
      return quote(String.fromCodePoint(validPoint(point)), "'", verb.flags.includes('+'));
    case 'U': {
      const written = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
      return verb.flags.includes('#') ? `${written} '${String.fromCodePoint(validPoint(point))}'` : written;
    }
    default:
      break;
  }
  const system = radix[verb.verb];
  if (system === undefined) return undefined;
  const magnitude = (value.value < 0n ? -value.value : value.value).toString(system);
  const digits = (verb.verb === 'X' ? magnitude.toUpperCase() : magnitude).padStart(verb.precision ?? 0, '0');
  const prefix = verb.verb === 'O' ? '0o' : verb.flags.includes('#') ? (radixPrefix[verb.verb] ?? '') : '';
  return sign(value.value < 0n, verb) + prefix + digits;
}

const validPoint = (point: number): number => (point >= 0 && point <= 0x10ffff ? point : 0xfffd);
const sign = (negative: boolean, { flags }: Verb): string => (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '');

function float(value: number, verb: Verb): string | undefined {
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  const digits = Number.isFinite(value) ? floatDigits(magnitude, verb) : Number.isNaN(value) ? 'NaN' : 'Inf';
  if (digits === undefined) return undefined;
  const plus = digits === 'Inf' && !negative && verb.verb === 'v' ? '+' : '';
  return (sign(negative, verb) || plus) + digits;
}

function floatDigits(value: number, { verb, precision }: Verb): string | undefined {
  switch (verb) {
    case 'f':
    case 'F':
      return value < 1e21
        ? value.toFixed(Math.min(precision ?? 6, 100))
        : BigInt(value).toString() + (precision === 0 ? '' : `.${'0'.repeat(precision ?? 6)}`);
    case 'e':
    case 'E':
      return exponential(value.toExponential(Math.min(precision ?? 6, 100)), verb);
    case 'v':
    case 'g':
    case 'G':
      return precision === undefined
        ? verb === 'G'
          ? printFloat(value).toUpperCase()
          : printFloat(value)
        : general(value, precision, verb);
    default:
      return undefined;
  }
}

const exponential = (written: string, verb: string): string => {
  const [mantissa = '', exponent = '0'] = written.split('e');
  const power = Number(exponent);
  return `${mantissa}${verb === 'E' || verb === 'G' ? 'E' : 'e'}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};

/** `%g` with a number of digits: the shorter of both ways, without closing zeros. */
function general(value: number, precision: number, verb: string): string {
  const digits = Math.min(Math.max(precision, 1), 100);
  const written = value.toExponential(digits - 1);
  const power = Number(written.split('e')[1]);
  const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (value !== 0 && (power < -4 || power >= digits)) {
    const [mantissa = ''] = written.split('e');
    return exponential(`${trimmed(mantissa)}e${power}`, verb);
  }
  return trimmed(value.toFixed(Math.max(0, digits - 1 - power)));
}

/** Fills up to the width: blanks before, blanks behind (`-`), or zeros after the sign (`0`). */
function padded(written: string, { flags, width, precision, verb }: Verb, numeric = false): string {
  const missing = (width ?? 0) - characters(written).length;
  if (missing <= 0) return written;
  if (flags.includes('-')) return written + ' '.repeat(missing);
  const zeros =
    flags.includes('0') &&
    !/Inf|NaN/.test(written) &&
    !(numeric && precision !== undefined && 'dboxXv'.includes(verb) && !written.includes('.'));
  if (!zeros) return ' '.repeat(missing) + written;
  const [lead = ''] = /^(?:[+-]|0[xXbo])?/.exec(numeric ? written : '') ?? [];
  return lead + '0'.repeat(missing) + written.slice(lead.length);
}
