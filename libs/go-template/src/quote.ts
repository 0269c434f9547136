import { characters, joined, loneByte } from './bytes.ts';

const short: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** A text as Go quotes it (`%q`): what cannot be printed is escaped, and on demand (`%+q`) everything beyond ASCII. */
export const quote = (text: string, mark: '"' | "'" = '"', onlyAscii = false): string =>
  mark +
  characters(joined(text))
    .map((letter) => (letter === mark ? `\\${mark}` : (short[letter] ?? written(letter, onlyAscii))))
    .join('') +
  mark;

function written(letter: string, onlyAscii: boolean): string {
  const byte = loneByte(letter);
  if (byte !== undefined) return `\\x${hex(byte, 2)}`;
  const code = letter.codePointAt(0) ?? 0;
  const isPlain = letter === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(letter);
  if (isPlain && (code < 0x80 || !onlyAscii)) return letter;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
