import { compileExpression, typeChecker, usesVariable, type JsonSchema, type Program } from '@capi/cel';

/** An expression that is ready to run. */
export interface CompiledRule {
  readonly run: Program;
  /** It looks at what the value was. */
  readonly comparesWithOld: boolean;
}

const programs = new Map<string, CompiledRule | undefined>();
const mostPrograms = 5000;

/** Expressions are parsed once; every Cluster of a class is held against the same ones. Undefined for what is no expression. */
export function programOf(expression: string): CompiledRule | undefined {
  if (programs.has(expression)) return programs.get(expression);
  if (programs.size >= mostPrograms) programs.clear();
  const compiled = attempt(expression);
  programs.set(expression, compiled);
  return compiled;
}

function attempt(expression: string): CompiledRule | undefined {
  try {
    return { run: compileExpression(expression), comparesWithOld: usesVariable(expression, 'oldSelf') };
  } catch {
    return undefined;
  }
}

const problems = new WeakMap<JsonSchema, Map<string, string | undefined>>();

/** Why a rule makes no sense at its place in a schema; undefined when it does. Known for as long as the class is. */
export function compileProblem(rule: string, schema: JsonSchema): string | undefined {
  const known = problems.get(schema) ?? new Map<string, string | undefined>();
  if (!known.has(rule)) known.set(rule, problemOf(rule, schema));
  problems.set(schema, known);
  return known.get(rule);
}

function problemOf(rule: string, schema: JsonSchema): string | undefined {
  const { type, error } = typeChecker({
    schema,
    isWholeObject: schema['type'] === 'object' && schema['additionalProperties'] === undefined,
  })(rule, false);
  return error ?? (type === 'bool' ? undefined : `it gives ${type ?? 'nothing'}`);
}
