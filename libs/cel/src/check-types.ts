import type { Environment } from '@marcbachmann/cel-js';

import { declareTypes } from './cel-types.ts';
import { celEnvironment, celFunctions, optionalOldEnvironment } from './environment.ts';

/** What a rule is about. */
export interface Place {
  /** JSON schema of `self`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** `self` is a whole Kubernetes object. */
  readonly isWholeObject?: boolean;
}

/** What checking an expression finds. */
export interface Checked {
  /** `bool`, `string`, `list<int>`, …; absent when there is an error. */
  readonly type?: string;
  readonly error?: string;
}

/** Checks expressions about one place. Making one costs as much as the schema is large; keep it for all rules of the place. */
export type TypeChecker = (expression: string, optionalOldSelf: boolean) => Checked;

/** A checker of expressions against the types of a schema: fields that are not there, operators that do not fit. */
export function typeChecker({ schema, isWholeObject = false }: Place): TypeChecker {
  const environments = new Map<boolean, Environment>();
  const environmentFor = (isOptional: boolean): Environment => {
    const known = environments.get(isOptional);
    if (known !== undefined) return known;
    const made = celFunctions().clone();
    const self = declareTypes(made, schema, isWholeObject);
    made.registerVariable('self', self).registerVariable('oldSelf', isOptional ? `optional<${self}>` : self);
    environments.set(isOptional, made);
    return made;
  };
  return (expression, optionalOldSelf) => {
    const strict = check(environmentFor(optionalOldSelf), expression);
    if (strict.error === undefined || isCertain(strict.error)) return strict;
    return check(optionalOldSelf ? optionalOldEnvironment() : celEnvironment(), expression);
  };
}

function check(environment: Environment, expression: string): Checked {
  try {
    const { valid, type, error } = environment.parse(expression).check();
    return valid ? { type: String(type) } : { error: firstLine(error) };
  } catch (error) {
    return { error: firstLine(error) };
  }
}

/**
 * Whether an error is the rule's and not the library's, which has no equality of declared types and takes an unbound type for one of its
 * own. What is let through here fails when it runs.
 */
function isCertain(error: string): boolean {
  if (error.startsWith('undefined field ')) return true;
  const operands = /^no such overload: (\S+) \S+ (\S+)$/.exec(error);
  return operands !== null && scalar.test(operands[1] ?? '') && scalar.test(operands[2] ?? '');
}
const scalar = /^(string|int|uint|double|bool)$/;

const firstLine = (error: unknown): string => {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const field = /^No such key: (.*)$/.exec(text);
  return field === null ? text : `undefined field '${field[1] ?? ''}'`;
};
