import { Environment, type ASTNode } from '@marcbachmann/cel-js';

let parser: Environment | undefined;

/**
 * The tree of an expression.
 * @throws Error when the text is no expression
 */
export function parseExpression(text: string): ASTNode {
  parser ??= new Environment({ enableOptionalTypes: true });
  return parser.parse(text).ast;
}
