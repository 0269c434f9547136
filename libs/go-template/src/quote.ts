import { characters } from './bytes.ts';

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

/** A text as Go quotes it (`%q`): what cannot be printed is escaped. */
export const quote = (text: string, mark: '"' | "'" = '"'): string =>
  mark +
  characters(text)
    .map((letter) => (letter === mark ? `\\${mark}` : (short[letter] ?? printable(letter))))
    .join('') +
  mark;

function printable(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (letter === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(letter)) return letter;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
