import { parse } from 'yaml';

/**
 * Prints a value as upstream does, bare, so that `0` stays a number and `yes` whatever the reader makes of it. Only what would
 * not be one value on one line is put in quotes: upstream breaks the document there.
 */
export function bare(value: string): string {
  const trimmed = value.trim();
  return isOneValue(trimmed) ? trimmed : doubleQuoted(value);
}

function isOneValue(text: string): boolean {
  if (text === '' || text.includes('\n')) return false;
  try {
    // Both places where values stand: after a key and as an item, with something behind them that must stay what it is.
    const { key, items, end } = parse(`key: ${text}\nitems:\n  - ${text}\n  - last\nend: end\n`, { logLevel: 'error' }) as Probe;
    const intact = items?.length === 2 && items[1] === 'last' && end === 'end' && JSON.stringify(key) === JSON.stringify(items[0]);
    return intact && isPlain(key, text);
  } catch {
    return false;
  }
}

interface Probe {
  readonly key: unknown;
  readonly items?: readonly unknown[];
  readonly end?: unknown;
}

function isPlain(value: unknown, text: string): boolean {
  // A bare "a # b" is the value "a"; quoting keeps the rest.
  if (typeof value === 'string') return value === text || /^(['"]).*\1$/.test(text);
  if (value === null) return text === '~' || text.toLowerCase() === 'null';
  return typeof value !== 'object' || Array.isArray(value);
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** In double quotes with escapes that Go and YAML agree on. Printable text of any script stays as it is. */
export const doubleQuoted = (text: string): string => `"${text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, escape)}"`;

function escape(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

export const singleQuoted = (text: string): string => (text.includes('\n') ? doubleQuoted(text) : `'${text.replaceAll("'", "''")}'`);

/**
 * A literal block after its key, every line indented. One newline ends it whatever the text ends with, as upstream's do.
 * @param indent columns before each line; the key stands two columns less
 */
export function literalBlock(text: string, indent: number): string {
  // Carriage returns and control characters do not survive a literal block.
  if (/[^\P{C}\n\t]/u.test(text)) return doubleQuoted(text);
  // Nor do blanks with nothing else: a reader takes them for indentation.
  if (/^\s*[^\S\n]\s*$/.test(text)) return doubleQuoted(text);
  const lines = text.split('\n');
  const firstFilled = lines.findIndex((line) => line.trim() !== '');
  // A reader takes the first line's indentation for the block's, unless it is told.
  const startsWithBlank = lines.slice(0, firstFilled + 1).some((line) => line.startsWith(' '));
  const padding = ' '.repeat(indent);
  return [`|${startsWithBlank ? '2' : ''}`, ...lines.map((line) => padding + line)].join('\n');
}
