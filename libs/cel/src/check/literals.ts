import type { ASTNode } from '@marcbachmann/cel-js';

import { compile } from '../evaluate/compile.ts';
import { regularExpression } from '../regular-expression.ts';

const converted = new Set(['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint']);

/** Whether a literal that is given to a function is one that it can take: what is constant is tried before anything runs. */
export function isGoodLiteral(called: string, args: readonly ASTNode[]): boolean {
  const literal = args.at(called === 'matches' ? -1 : 0);
  if (literal === undefined || !isLiteral(literal)) return true;
  if (called === 'matches') return typeof literal.args !== 'string' || regularExpression(literal.args) !== undefined;
  // Nobody means nanoseconds.
  if (called === 'duration' && typeof literal.args === 'bigint') return false;
  return !converted.has(called) || runs(called, literal);
}

const isLiteral = (node: ASTNode): boolean => node.op === 'value' || (node.op === '-_' && node.args.op === 'value');

function runs(called: string, literal: ASTNode): boolean {
  try {
    compile({ op: 'call', args: [called, [literal]] } as unknown as ASTNode)(undefined);
    return true;
  } catch {
    return false;
  }
}
