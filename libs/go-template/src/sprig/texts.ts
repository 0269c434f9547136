import { byteLength, byteSlice, bytesOf, characters } from '../bytes.ts';
import { fn, variadic, type Functions } from '../function.ts';
import { quote } from '../quote.ts';
import { RefusedByFunction } from '../template-error.ts';
import type { Value } from '../value.ts';
import { camelCase, initials, kebabCase, lowerCase, snakeCase, swapCase, titleCase, uncapitalized, upperCase } from './letter-case.ts';
import { toText } from './to-text.ts';
import { abbreviated, wrapped } from './wrapping.ts';

const given = (values: readonly Value[]): readonly string[] => values.filter((value) => value !== undefined && value !== null).map(toText);

/** What Go takes for a blank: all that JavaScript does but the byte order mark, and U+0085 besides. */
const blanks =
  '\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000';

/** Where something goes, of letters beyond ASCII each byte is taken for a letter, as in sprig. */
function withoutBlanks(text: string): string {
  const letters = Array.from(bytesOf(text), (byte) => String.fromCodePoint(byte));
  const kept = letters.filter((letter) => !blanks.includes(letter));
  return kept.length === letters.length ? text : kept.join('');
}

const trimmed = (set: string, text: string): string => {
  const cut = new Set(characters(set));
  const letters = characters(text);
  const first = letters.findIndex((letter) => !cut.has(letter));
  const last = letters.findLastIndex((letter) => !cut.has(letter));
  return first === -1 ? '' : letters.slice(first, last + 1).join('');
};

function truncated(length: number, text: string): string {
  const size = byteLength(text);
  if (length < 0) return size + length > 0 ? byteSlice(text, size + length, size) : text;
  return size > length ? byteSlice(text, 0, length) : text;
}

/** Between bytes; below zero means from the start or up to the end. */
function substring(from: number, to: number, text: string): string {
  const size = byteLength(text);
  const [start, end] = from < 0 ? [0, to] : to < 0 || to > size ? [from, size] : [from, to];
  if (start > end || end < 0 || end > size) throw new RefusedByFunction(`slice bounds out of range [${start}:${end}]`);
  return byteSlice(text, start, end);
}

const indented = (count: number, text: string): string => {
  const blanks = repeated(count, ' ');
  return blanks + text.replaceAll('\n', `\n${blanks}`);
};

const mostCharacters = 1_000_000;

function repeated(count: number, text: string): string {
  if (count < 0) throw new RefusedByFunction('negative Repeat count');
  if (count * text.length > mostCharacters) throw new RefusedByFunction(`a text of ${count * text.length} characters is too long`);
  return text.repeat(count);
}

/** Pieces under `_0`, `_1`, … as `split` gives them. */
const numbered = (pieces: readonly string[]): Value => new Map(pieces.map((piece, index) => [`_${index}`, piece]));

const pieces = (separator: string, text: string): readonly string[] => (separator === '' ? characters(text) : text.split(separator));

function limitedPieces(separator: string, limit: number, text: string): readonly string[] {
  const all = pieces(separator, text);
  if (limit < 0 || all.length <= limit) return all;
  return limit === 0 ? [] : [...all.slice(0, limit - 1), all.slice(limit - 1).join(separator)];
}

/** Texts. The text itself comes last, so that it can be piped in. */
export const texts: Functions = {
  trim: fn(['string'], (text) => trimmed(blanks, text)),
  trimAll: fn(['string', 'string'], trimmed),
  trimall: fn(['string', 'string'], trimmed),
  trimPrefix: fn(['string', 'string'], (prefix, text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimSuffix: fn(['string', 'string'], (suffix, text) => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  upper: fn(['string'], upperCase),
  lower: fn(['string'], lowerCase),
  title: fn(['string'], titleCase),
  untitle: fn(['string'], uncapitalized),
  swapcase: fn(['string'], swapCase),
  snakecase: fn(['string'], snakeCase),
  camelcase: fn(['string'], camelCase),
  kebabcase: fn(['string'], kebabCase),
  initials: fn(['string'], initials),
  nospace: fn(['string'], withoutBlanks),
  contains: fn(['string', 'string'], (part, text) => text.includes(part)),
  hasPrefix: fn(['string', 'string'], (prefix, text) => text.startsWith(prefix)),
  hasSuffix: fn(['string', 'string'], (suffix, text) => text.endsWith(suffix)),
  replace: fn(['string', 'string', 'string'], (from, to, text) => text.replaceAll(from, () => to)),
  repeat: fn(['int', 'string'], repeated),
  substr: fn(['int', 'int', 'string'], substring),
  trunc: fn(['int', 'string'], truncated),
  indent: fn(['int', 'string'], indented),
  nindent: fn(['int', 'string'], (count, text) => `\n${indented(count, text)}`),
  quote: variadic([], 'any', (...values) =>
    given(values)
      .map((text) => quote(text))
      .join(' '),
  ),
  squote: variadic([], 'any', (...values) =>
    given(values)
      .map((text) => `'${text}'`)
      .join(' '),
  ),
  cat: variadic([], 'any', (...values) => given(values).join(' ')),
  toString: fn(['any'], toText),
  split: fn(['string', 'string'], (separator, text) => numbered(pieces(separator, text))),
  splitList: fn(['string', 'string'], (separator, text) => pieces(separator, text)),
  splitn: fn(['string', 'int', 'string'], (separator, limit, text) => numbered(limitedPieces(separator, limit, text))),
  plural: fn(['string', 'string', 'int'], (one, many, count) => (count === 1 ? one : many)),
  abbrev: fn(['int', 'string'], (width, text) => abbreviated(0, width, text)),
  abbrevboth: fn(['int', 'int', 'string'], abbreviated),
  wrap: fn(['int', 'string'], (width, text) => wrapped(width, '\n', text, false)),
  wrapWith: fn(['int', 'string', 'string'], (width, separator, text) => wrapped(width, separator, text, true)),
  hello: fn([], () => 'Hello!'),
  fail: fn(['string'], (why) => {
    throw new RefusedByFunction(why);
  }),
};
