import { parseExpression } from '../parse-expression.ts';
import { compile } from './compile.ts';
import type { Scope } from './scope.ts';
import type { CelValue } from './values.ts';

/** An expression that is ready to run: takes what its variables stand for, and gives its value or throws an Error that says why not. */
export type Program = (variables: Readonly<Record<string, CelValue>>) => CelValue;

/**
 * Makes a program of an expression. Its types are not looked at; what does not fit fails when it runs.
 * @throws Error when the text is no expression
 */
export function compileExpression(text: string): Program {
  const evaluate = compile(parseExpression(text));
  return (variables) =>
    evaluate(Object.entries(variables).reduce<Scope | undefined>((outer, [name, value]) => ({ name, value, outer }), undefined));
}
