import { fn, type Functions, type TemplateFunction } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { nilList, type Value } from '../value.ts';
import { allMatches, compile, expand, type Match } from './match.ts';

const found = (expression: string, text: string, limit?: number): readonly Match[] => allMatches(compile(expression), text, limit);

const whole = ({ groups: [text = ''] }: Match): string => text;

function replaced(expression: string, text: string, replacement: (match: Match) => string): string {
  let made = '';
  let position = 0;
  for (const match of found(expression, text)) {
    made += text.slice(position, match.start) + replacement(match);
    position = match.end;
  }
  return made + text.slice(position);
}

/** Pieces between matches, at most `limit`, of which the last is the rest. */
function split(expression: string, text: string, limit: number): Value {
  if (limit === 0) return nilList;
  const matches = found(expression, text, limit);
  if (text === '' && expression !== '') return [''];
  const pieces: string[] = [];
  let [position, lastStart] = [0, 0];
  for (const { start, end } of matches) {
    if (limit > 0 && pieces.length === limit - 1) break;
    // Nothing at all in front of the first character parts nothing.
    if (end > 0) pieces.push(text.slice(position, start));
    [position, lastStart] = [end, start];
  }
  // Behind nothing at the very end no piece follows.
  return lastStart === text.length ? pieces : [...pieces, text.slice(position)];
}

const listed = (matches: readonly Match[]): Value => (matches.length === 0 ? nilList : matches.map(whole));

const find = fn(['string', 'string'], (expression, text) => found(expression, text, 1).map(whole)[0] ?? '');
const findAll = fn(['string', 'string', 'int'], (expression, text, limit) => listed(found(expression, text, limit)));
const replaceAll = fn(['string', 'string', 'string'], (expression, text, template) =>
  replaced(expression, text, (match) => expand(template, match)),
);
const replaceAllLiteral = fn(['string', 'string', 'string'], (expression, text, literal) => replaced(expression, text, () => literal));
const splitAt = fn(['string', 'string', 'int'], split);
const match = fn(['string', 'string'], (expression, text) => compile(expression).matcher(text).find());

/** False where the other is refused: of an expression that is none nothing is a match. */
const orFalse = ({ parameters, call }: TemplateFunction): TemplateFunction => ({
  parameters,
  call(args, surroundings) {
    try {
      return call(args, surroundings);
    } catch (error) {
      if (error instanceof RefusedByFunction) return false;
      throw error;
    }
  },
});

/** Regular expressions in Go's syntax (RE2), matched in linear time. The expression comes first, then the text. */
export const regularExpressions: Functions = {
  regexMatch: orFalse(match),
  mustRegexMatch: match,
  regexFind: find,
  mustRegexFind: find,
  regexFindAll: findAll,
  mustRegexFindAll: findAll,
  regexReplaceAll: replaceAll,
  mustRegexReplaceAll: replaceAll,
  regexReplaceAllLiteral: replaceAllLiteral,
  mustRegexReplaceAllLiteral: replaceAllLiteral,
  regexSplit: splitAt,
  mustRegexSplit: splitAt,
  regexQuoteMeta: fn(['string'], (text) => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)),
};
