import { RE2JS, type Matcher } from 're2js';

import { RefusedByFunction } from '../template-error.ts';

/** One place where an expression matches: the whole and its groups, a group that took no part being undefined. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** By number; 0 is the whole. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
}

/** Reads an expression as Go's regexp package does; refuses what is none. */
export function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(expression);
  } catch (error) {
    throw new RefusedByFunction(`error parsing regexp: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Matches from left to right, none over another, at most `limit` where that is not negative. */
export function allMatches(expression: RE2JS, text: string, limit = -1): readonly Match[] {
  const matcher = expression.matcher(text);
  const matches: Match[] = [];
  let [position, lastEnd] = [0, -1];
  while (position <= text.length && matches.length !== limit && matcher.find(position)) {
    const match = readMatch(matcher);
    const isEmpty = match.end === match.start;
    // Nothing at all does not match right behind a match.
    if (!isEmpty || match.start !== lastEnd) matches.push(match);
    lastEnd = match.end;
    position = isEmpty ? match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1) : match.end;
  }
  return matches;
}

function readMatch(matcher: Matcher): Match {
  const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
  const named = Object.fromEntries(Object.entries(matcher.getNamedGroups()).map(([name, group]) => [name, group ?? undefined]));
  return { start: matcher.start(), end: matcher.end(), groups, named };
}

/** `$1`, `${1}` and `$name` stand for groups, `$$` for a dollar; a group that there is not stands for nothing. */
export const expand = (template: string, match: Match): string =>
  template.replaceAll(
    /\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (_whole, dollar?: string, plain?: string, braced?: string) => {
      if (dollar !== undefined) return dollar;
      const name = plain ?? braced ?? '';
      return (/^\d+$/.test(name) ? match.groups[Number(name)] : match.named[name]) ?? '';
    },
  );
