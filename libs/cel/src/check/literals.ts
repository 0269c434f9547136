import { parseDuration, parseInstant } from '@capi/seams';
import type { ASTNode } from '@marcbachmann/cel-js';

import { parseTime } from '../civil-time.ts';
import { parseGoDuration } from '../go-duration.ts';
import { regularExpression } from '../regular-expression.ts';

/** Whether a text that is written down where a duration, a time or a pattern is wanted is one. */
export function isGoodLiteral(called: string, args: readonly ASTNode[]): boolean {
  const literal = args.at(called === 'matches' ? -1 : 0);
  if (literal?.op !== 'value' || typeof literal.args !== 'string') return true;
  switch (called) {
    case 'duration':
      return parseGoDuration(literal.args) !== undefined;
    case 'timestamp':
      return literal.args.length > 10 && parseTime(literal.args) !== undefined;
    case 'matches':
      return regularExpression(literal.args) !== undefined;
    default:
      return true;
  }
}
