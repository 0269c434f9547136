import { characters } from './bytes.ts';
import { unquote } from './quoted.ts';
import { TemplateError } from './template-error.ts';
import type { Piece, Token, TokenKind } from './token.ts';

const keywords = new Set('block break continue define else end if range template with'.split(' '));
const blank = /^[ \t\r\n]/;

/** Cuts a template into texts and actions; `{{-`, `-}}` and comments are gone afterwards. */
export function tokenize(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  let line = 1;
  let trimNext = false;
  const addText = (text: string, trimEnd: boolean): void => {
    const start = trimNext ? text.trimStart() : text;
    const shown = trimEnd ? start.trimEnd() : start;
    if (shown !== '') pieces.push({ kind: 'text', text: shown, line });
    line += lineBreaks(text);
  };
  for (;;) {
    const open = source.indexOf('{{', position);
    if (open === -1) {
      addText(source.slice(position), false);
      return pieces;
    }
    const trimsBefore = source[open + 2] === '-' && blank.test(source.slice(open + 3, open + 4));
    addText(source.slice(position, open), trimsBefore);
    const start = open + (trimsBefore ? 3 : 2);
    const comment = /^[ \t\r\n]?\/\*/.exec(trimsBefore ? source.slice(start, start + 3) : source.slice(start, start + 2));
    const action = comment === null ? readAction(source, start, line) : readComment(source, start, line);
    if (action.tokens !== undefined) pieces.push({ kind: 'action', tokens: action.tokens, line });
    line += lineBreaks(source.slice(open, action.next));
    position = action.next;
    trimNext = action.trimsAfter;
  }
}

const lineBreaks = (text: string): number => text.split('\n').length - 1;

interface Action {
  readonly tokens?: readonly Token[];
  readonly next: number;
  readonly trimsAfter: boolean;
}

function readComment(source: string, start: number, line: number): Action {
  const end = source.indexOf('*/', start);
  if (end === -1) throw new TemplateError('unclosed comment', line);
  const rest = source.slice(end + 2, end + 6);
  if (rest.startsWith('}}')) return { next: end + 4, trimsAfter: false };
  if (/^[ \t\r\n]-\}\}/.test(rest)) return { next: end + 6, trimsAfter: true };
  throw new TemplateError('comment ends before closing delimiter', line);
}

const number =
  /^[+-]?(?:0[xX][0-9a-fA-F_]*\.?[0-9a-fA-F_]*(?:[pP][+-]?[0-9_]+)?|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?)/;
const word = /^[\p{L}\p{Nd}_]+/u;

/** What may stand at one place of an action, most particular first. Each gives the kind and how much of the source it takes. */
const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /^[ \t\r\n]+/],
  ['declare', /^:=/],
  ['assign', /^=/],
  ['pipe', /^\|/],
  ['open', /^\(/],
  ['close', /^\)/],
  ['comma', /^,/],
  ['variable', /^\$[\p{L}\p{Nd}_]*/u],
  ['number', number],
  ['field', /^\.[\p{L}_][\p{L}\p{Nd}_]*/u],
  ['dot', /^\./],
  ['string', /^"(?:[^"\\\n]|\\.)*"/],
  ['string', /^`[^`]*`/],
  ['character', /^'(?:[^'\\\n]|\\.)+'/],
  ['identifier', word],
];
/** After a name there must be something that can follow one. */
const terminated = /^(?:[ \t\r\n.,|:()]|\}\}|$)/;

function readAction(source: string, start: number, firstLine: number): Action {
  const tokens: Token[] = [];
  let position = start;
  let line = firstLine;
  let depth = 0;
  for (;;) {
    const rest = source.slice(position);
    const close = /^(?:[ \t\r\n]-)?\}\}/.exec(rest);
    if (close !== null) {
      if (depth > 0) throw new TemplateError('unclosed left paren', line);
      tokens.push({ kind: 'end', text: '}}', line });
      return { tokens, next: position + close[0].length, trimsAfter: close[0].length > 2 };
    }
    if (rest === '') throw new TemplateError('unclosed action', firstLine);
    const [kind, written] = shapeAt(rest, line);
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    if (depth < 0) throw new TemplateError('unexpected right paren', line);
    position += written.length;
    // The blank before a closing `-}}` belongs to the delimiter.
    tokens.push(token(kind, written, line, source.slice(position)));
    line += lineBreaks(written);
  }
}

function shapeAt(rest: string, line: number): readonly [TokenKind, string] {
  for (const [kind, shape] of shapes) {
    const found = shape.exec(rest)?.[0];
    if (found !== undefined) return kind === 'space' ? [kind, spaceBefore(rest, found)] : [kind, found];
  }
  const [first = ''] = rest;
  if (first === '"') throw new TemplateError('unterminated quoted string', line);
  if (first === '`') throw new TemplateError('unterminated raw quoted string', line);
  if (first === "'") throw new TemplateError('unterminated character constant', line);
  if (first === ':') throw new TemplateError('expected :=', line);
  throw new TemplateError(`unrecognized character in action: ${JSON.stringify(first)}`, line);
}

/** Leaves the last blank to a `-}}` that follows. */
const spaceBefore = (rest: string, found: string): string =>
  rest.startsWith('-}}', found.length) && found.length > 1 ? found.slice(0, -1) : found;

function token(kind: TokenKind, written: string, line: number, rest: string): Token {
  switch (kind) {
    case 'string':
      return { kind, line, text: written.startsWith('`') ? written.slice(1, -1).replaceAll('\r', '') : unquoted(written, '"', line) };
    case 'character':
      return { kind, line, text: unquoted(written, "'", line) };
    case 'number':
      if (word.test(rest)) throw new TemplateError(`bad number syntax: ${JSON.stringify(written + (word.exec(rest)?.[0] ?? ''))}`, line);
      return { kind, line, text: written };
    case 'field':
    case 'variable':
    case 'identifier':
      if (!terminated.test(rest)) throw new TemplateError(`bad character ${JSON.stringify(rest[0])}`, line);
      return named(kind, written, line);
    case 'space':
    case 'keyword':
    case 'dot':
    case 'nil':
    case 'bool':
    case 'pipe':
    case 'open':
    case 'close':
    case 'comma':
    case 'declare':
    case 'assign':
    case 'end':
      return { kind, line, text: written };
  }
}

function named(kind: TokenKind, written: string, line: number): Token {
  if (kind === 'field') return { kind, line, text: written.slice(1) };
  if (kind === 'variable') return { kind, line, text: written };
  if (keywords.has(written)) return { kind: 'keyword', line, text: written };
  if (written === 'nil') return { kind: 'nil', line, text: written };
  return { kind: written === 'true' || written === 'false' ? 'bool' : 'identifier', line, text: written };
}

function unquoted(written: string, quote: '"' | "'", line: number): string {
  const text = unquote(written.slice(1, -1), quote);
  if (text === undefined) throw new TemplateError(`cannot unquote ${written}`, line);
  if (quote === "'" && characters(text).length !== 1) throw new TemplateError(`malformed character constant: ${written}`, line);
  return text;
}
