import type { NumberOperand } from './node.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './token.ts';

/** An underscore that does not stand between digits, or behind the letter of a base. */
const misplaced = /_(?!\d)|(?<![\dbBoO])_/;
const misplacedInHex = /_(?![\da-fA-F])|(?<![\da-fA-FxX])_/;

/** Reads a number as Go writes it: `0x1F`, `1_000`, `0b11`, `017`, `1.5e3`. */
export function numberOperand({ text: written, line }: Token): NumberOperand {
  const negative = written.startsWith('-');
  const digits = written.replace(/^[+-]/, '');
  const isHex = /^0[xX]/.test(digits);
  if ((isHex ? misplacedInHex : misplaced).test(digits)) throw bad(written, line);
  const fraction = isHex ? /[.pP]/.test(digits) : /[.eE]/.test(digits);
  const integer = fraction ? undefined : wholeNumber(digits, line);
  if (integer !== undefined) {
    const value = negative ? -integer : integer;
    return { kind: 'number', line, written, integer: value, float: Number(value), ideal: 'int' };
  }
  const magnitude = isHex ? hexFloat(digits) : Number(digits.replaceAll('_', ''));
  const float = negative ? -magnitude : magnitude;
  if (!fraction || Number.isNaN(float)) throw bad(written, line);
  return { kind: 'number', line, written, integer: Number.isSafeInteger(float) ? BigInt(float) : undefined, float, ideal: 'float64' };
}

/** A character is a number to Go: its code point. */
export function characterOperand({ text, line }: Token): NumberOperand {
  const point = text.codePointAt(0) ?? 0;
  return { kind: 'number', line, written: `'${text}'`, integer: BigInt(point), float: point, ideal: 'int' };
}

/** `0x1.8p1` is 3: hexadecimal digits times a power of two, which must be there. */
function hexFloat(digits: string): number {
  const [, whole = '', part = '', power] = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(digits.replaceAll('_', '')) ?? [];
  return power === undefined || whole + part === ''
    ? Number.NaN
    : Number.parseInt(whole + part, 16) * 2 ** (Number(power) - 4 * part.length);
}

function wholeNumber(digits: string, line: number): bigint | undefined {
  const plain = digits.replaceAll('_', '');
  // A leading zero alone means octal, as in C.
  const text = /^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain;
  if (!/^(?:0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/.test(text)) throw bad(digits, line);
  return BigInt(text);
}

const bad = (written: string, line: number): TemplateError => new TemplateError(`bad number syntax: ${JSON.stringify(written)}`, line);
