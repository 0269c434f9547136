import { celValue, checkAnyTypes, compileExpression, type Program } from '@capi/cel';

import { anything } from '../schema/schema-node.ts';

/** One entry of `matchConditions` of a webhook. */
export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

/** What conditions look at. */
export interface ConditionInput {
  readonly object: unknown;
  readonly oldObject: unknown;
  readonly request: unknown;
}

/** Whether a webhook is to be asked: by its conditions, or not to be told because one of them failed. */
export type Verdict = { readonly matches: boolean } | { readonly failure: string };

export interface CompiledCondition {
  readonly name: string;
  readonly program: Program;
  /** Why it does not compile: such a configuration is refused. */
  readonly error?: string;
}

const variables = ['object', 'oldObject', 'request', 'authorizer'];

export function compileCondition({ name, expression }: MatchCondition): CompiledCondition {
  const { error } = checkAnyTypes(expression, variables);
  return error === undefined ? { name, program: compileExpression(expression) } : { name, program: () => false, error };
}

/** All conditions have to hold. One that is false decides, even when another cannot be evaluated. */
export function verdictOf(conditions: readonly CompiledCondition[], input: ConditionInput): Verdict {
  const context = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, celValue(value ?? null, anything)]));
  const failures: string[] = [];
  for (const { name, program } of conditions) {
    try {
      const holds = program(context);
      if (holds === false) return { matches: false };
      if (holds !== true) failures.push(`match condition ${JSON.stringify(name)} is neither true nor false`);
    } catch (error) {
      failures.push(`match condition ${JSON.stringify(name)} cannot be evaluated: ${firstLine(error)}`);
    }
  }
  return failures.length === 0 ? { matches: true } : { failure: failures.join('; ') };
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
