import type { TypeChecker } from './check-types.ts';
import { estimateCost } from './cost/estimate-cost.ts';
import type { DeclaredType } from './declared-type.ts';
import { parseExpression } from './parse-expression.ts';

/** An expression that makes sense for the values that its schema declares. */
export interface CheckedExpression {
  /** What one run can cost at most; infinite where the schema sets no bounds. */
  readonly maxCost: number;
  /** It compares with what the value was. */
  readonly usesOldSelf: boolean;
}

/** What an expression is checked for. */
export interface Wanted {
  readonly answers: 'bool' | 'string';
  readonly optionalOldSelf?: boolean;
}

/**
 * Checks an expression as Kubernetes does when a schema is written: fields exist, operators fit, the answer has the wanted type.
 * @param types of the place that the expression is about
 * @param self what the schema of that place declares, by which costs are estimated
 * @returns why the expression cannot be used, in one line
 */
export function checkExpression(
  text: string,
  types: TypeChecker,
  self: DeclaredType,
  { answers, optionalOldSelf = false }: Wanted,
): CheckedExpression | { readonly error: string } {
  const { type, error } = types(text, optionalOldSelf);
  if (error !== undefined) return { error };
  if (type !== answers) return { error: `must evaluate to a ${answers}, but gives ${type}` };
  return { maxCost: maxCostOf(text, self), usesOldSelf: usesVariable(text, 'oldSelf') };
}

/** What one run of an expression that has been checked can cost at most; infinite where the schema sets no bounds. */
export const maxCostOf = (text: string, self: DeclaredType): number => estimateCost(parseExpression(text), self).max;

/** Whether an expression refers to a variable. */
export const usesVariable = (text: string, name: string): boolean => refersTo(parseExpression(text), name);

function refersTo(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((each) => refersTo(each, name));
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return false;
  return (node.op === 'id' && node.args === name) || refersTo(node.args, name);
}
