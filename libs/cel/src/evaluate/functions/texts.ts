import { regularExpression } from '../../regular-expression.ts';
import { count, list, text, type CelFunctions } from '../arguments.ts';
import { entriesOf, fail, type CelValue } from '../values.ts';
import { format } from './format-text.ts';

const chars = (value: CelValue): readonly string[] => Array.from(text(value));
const expression = (pattern: CelValue): RegExp => regularExpression(text(pattern)) ?? fail(`${text(pattern)} is no regular expression`);
const matches = (value: CelValue, pattern: CelValue): boolean => expression(pattern).test(text(value));

function findAll(value: CelValue, pattern: CelValue, limit: CelValue = -1n): readonly string[] {
  const found = text(value).match(new RegExp(expression(pattern), 'gu')) ?? [];
  return count(limit) < 0 ? found : found.slice(0, count(limit));
}

function indexOf(value: CelValue, part: CelValue, from: CelValue = 0n): bigint {
  const [all, wanted, start] = [chars(value), chars(part), count(from)];
  if (start < 0) return fail(`index out of range: ${start}`);
  if (start > all.length) return -1n;
  if (wanted.length === 0) return BigInt(start);
  for (let at = start; at + wanted.length <= all.length; at += 1)
    if (wanted.every((char, index) => all[at + index] === char)) return BigInt(at);
  return -1n;
}

function lastIndexOf(value: CelValue, part: CelValue, from?: CelValue): bigint {
  const [all, wanted] = [chars(value), chars(part)];
  const start = from === undefined ? all.length : count(from);
  if (start < 0) return fail(`index out of range: ${start}`);
  if (start > all.length || (from !== undefined && start === all.length && wanted.length > 0)) return -1n;
  if (wanted.length === 0) return BigInt(start);
  for (let at = Math.min(start, all.length - wanted.length); at >= 0; at -= 1)
    if (wanted.every((char, index) => all[at + index] === char)) return BigInt(at);
  return -1n;
}

function substring(value: CelValue, from: CelValue, until?: CelValue): string {
  const all = chars(value);
  const [begin, end] = [count(from), until === undefined ? all.length : count(until)];
  if (begin < 0 || begin > all.length || end < 0 || end > all.length || begin > end) return fail(`index out of range: ${begin} to ${end}`);
  return all.slice(begin, end).join('');
}

function replace(value: CelValue, from: CelValue, to: CelValue, limit: CelValue = -1n): string {
  const parts = split(value, from, count(limit) < 0 ? -1n : BigInt(count(limit) + 1));
  if (text(from) !== '') return parts.join(text(to));
  // An empty text is found before every character and at the end.
  const all = chars(value);
  const most = count(limit) < 0 ? all.length + 1 : count(limit);
  return all.map((char, index) => (index < most ? text(to) : '') + char).join('') + (all.length < most ? text(to) : '');
}

function split(value: CelValue, separator: CelValue, limit: CelValue = -1n): readonly string[] {
  const most = count(limit);
  if (most === 0) return [];
  const parts = text(separator) === '' ? chars(value) : text(value).split(text(separator));
  return most < 0 || parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(text(separator))];
}

const ascii = (value: CelValue, from: RegExp, change: (char: string) => string): string => text(value).replaceAll(from, change);

/** How many characters, bytes, items or entries there are. */
function size(value: CelValue): bigint {
  if (typeof value === 'string') return BigInt(chars(value).length);
  if (Array.isArray(value) || value instanceof Uint8Array) return BigInt(value.length);
  return BigInt(entriesOf(value)?.length ?? fail('no such overload: size'));
}

function charAt(value: CelValue, index: CelValue): string {
  const all = chars(value);
  const at = count(index);
  return at < 0 || at > all.length ? fail(`index out of range: ${at}`) : (all[at] ?? '');
}

const escapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

export const textFunctions: CelFunctions = {
  size,
  matches,
  'strings.quote': (value) => `"${Array.from(text(value), (char) => escapes[char] ?? char).join('')}"`,
};

/** What texts can do; `size` is there for everything that has one. */
export const textMethods: CelFunctions = {
  size,
  matches,
  contains: (value, part) => text(value).includes(text(part)),
  startsWith: (value, part) => text(value).startsWith(text(part)),
  endsWith: (value, part) => text(value).endsWith(text(part)),
  find: (value, pattern) => expression(pattern).exec(text(value))?.[0] ?? '',
  findAll,
  charAt,
  indexOf,
  lastIndexOf,
  lowerAscii: (value) => ascii(value, /[A-Z]/g, (char) => char.toLowerCase()),
  upperAscii: (value) => ascii(value, /[a-z]/g, (char) => char.toUpperCase()),
  replace,
  split,
  substring,
  trim: (value) => text(value).replaceAll(/^[\s\u0085]+|[\s\u0085]+$/gu, ''),
  join: (items, separator = '') => list(items).map(text).join(text(separator)),
  format: (template, values) => format(text(template), list(values)),
};
