import { dyn, optionalOf, printType, typeOfDeclared, type CelType } from './check/cel-type.ts';
import { checkTypes } from './check/expression-checker.ts';
import { declaredType } from './declared-type.ts';
import { parseExpression } from './parse-expression.ts';

/** What a rule is about. */
export interface Place {
  /** JSON schema of `self`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** `self` is a whole Kubernetes object. */
  readonly isWholeObject?: boolean;
}

/** What checking an expression finds. */
export interface Checked {
  /** `bool`, `string`, `list(int)`, …; absent when there is an error. */
  readonly type?: string;
  readonly error?: string;
}

/** Checks expressions about one place. Making one costs as much as the schema is large; keep it for all rules of the place. */
export type TypeChecker = (expression: string, optionalOldSelf: boolean) => Checked;

/** A checker of expressions against the types of a schema: fields that are not there, operators that do not fit. */
export function typeChecker({ schema, isWholeObject = false }: Place): TypeChecker {
  const declared = declaredType(schema, isWholeObject);
  const self: CelType = declared === undefined ? dyn : typeOfDeclared(declared);
  return (expression, optionalOldSelf) => {
    const variables = new Map([
      ['self', self],
      ['oldSelf', optionalOldSelf ? optionalOf(self) : self],
    ]);
    return checked(expression, variables);
  };
}

/** Checks an expression of which only the names of its variables are known. */
export const checkAnyTypes = (expression: string, variables: readonly string[]): Checked =>
  checked(expression, new Map(variables.map((name) => [name, dyn])));

function checked(expression: string, variables: ReadonlyMap<string, CelType>): Checked {
  try {
    return { type: printType(checkTypes(parseExpression(expression), variables)) };
  } catch (error) {
    return { error: firstLine(error) };
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
