import type { ASTNode } from '@marcbachmann/cel-js';

import { macroOf } from '../check/macros.ts';
import { functions, methods } from './functions.ts';
import { loops } from './loops.ts';
import { binaryOperators, negated } from './operators.ts';
import { truth, type Evaluate, type Scope } from './scope.ts';
import { CelOptional, entriesOf, fail, isEqual, isNumber, readable, TypeValue, Uint, valueAt, type CelValue } from './values.ts';

/**
 * Turns an expression into a function of its variables.
 * @see cel-spec, "Evaluation" (behaviour)
 */
export function compile(node: ASTNode): Evaluate {
  switch (node.op) {
    case 'value':
      return constant(literal(node.args));
    case 'id':
      return identifier(node.args);
    case '.':
      return selection(node, ...node.args);
    case '.?':
      return optionalField(compile(node.args[0]), node.args[1]);
    case '[]':
      return indexed(compile(node.args[0]), compile(node.args[1]));
    case '[?]':
      return optionalIndex(compile(node.args[0]), compile(node.args[1]));
    case 'list':
      return listOf(node.args.map(compile));
    case 'map':
      return mapOf(node.args.map(([key, value]) => [compile(key), compile(value)] as const));
    case '?:':
      return conditional(compile(node.args[0]), compile(node.args[1]), compile(node.args[2]));
    case '&&':
      return logical(false, compile(node.args[0]), compile(node.args[1]));
    case '||':
      return logical(true, compile(node.args[0]), compile(node.args[1]));
    case '!_': {
      const operand = compile(node.args);
      return (scope) => !truth(operand(scope));
    }
    case '-_': {
      const operand = compile(node.args);
      return (scope) => negated(operand(scope));
    }
    case 'call':
      return call(node.args[0], node.args[1]);
    case 'rcall':
      return method(...node.args);
    case '!=':
    case '==':
    case 'in':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return binary(node.op, compile(node.args[0]), compile(node.args[1]));
  }
}

const constant =
  (value: CelValue): Evaluate =>
  () =>
    value;

/** The parser has a class of its own for what has no sign. */
function literal(value: unknown): CelValue {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return 'value' in value && typeof value.value === 'bigint' ? new Uint(value.value) : value;
}

const typeNames = new Set('bool bytes double int list map null_type string type uint'.split(' '));
const unset = Symbol('unset');

function lookUp(scope: Scope | undefined, name: string): unknown {
  for (let each = scope; each !== undefined; each = each.outer) if (each.name === name) return each.value;
  return unset;
}

function identifier(name: string): Evaluate {
  const otherwise = typeNames.has(name) ? new TypeValue(name) : undefined;
  return (scope) => {
    const value = lookUp(scope, name);
    if (value !== unset) return readable(value);
    return otherwise ?? fail(`no such attribute: ${name}`);
  };
}

function selection(node: ASTNode, of: ASTNode, name: string): Evaluate {
  const qualified = qualifiedName(node);
  if (qualified?.startsWith('google.protobuf.') === true) return constant(new TypeValue(qualified));
  const operand = compile(of);
  return (scope) => {
    const target = operand(scope);
    return target instanceof CelOptional ? inside(target, (value) => field(value, name)) : fieldOf(target, name);
  };
}

const fieldOf = (target: CelValue, name: string): CelValue => field(target, name) ?? fail(`no such key: ${name}`);

function field(target: CelValue, name: string): CelValue {
  if (entriesOf(target) === undefined) return fail(`no such overload: cannot select ${name}`);
  return readable(valueAt(target, name));
}

/** What is found in an optional, if anything. */
function inside(target: CelOptional, find: (value: CelValue) => CelValue): CelValue {
  const found = target.hasValue ? find(target.value()) : undefined;
  return found === undefined ? CelOptional.none : new CelOptional(found);
}

const optional = (target: CelValue): CelOptional => (target instanceof CelOptional ? target : new CelOptional(target));

const optionalField =
  (of: Evaluate, name: string): Evaluate =>
  (scope) =>
    inside(optional(of(scope)), (value) => field(value, name));

function itemAt(target: CelValue, key: CelValue): CelValue {
  if (!Array.isArray(target))
    return entriesOf(target) === undefined ? fail('no such overload: cannot index') : readable(valueAt(target, key));
  if (!isNumber(key)) return fail('unsupported index type');
  const index = key instanceof Uint ? Number(key.value) : Number(key);
  return Number.isInteger(index) && index >= 0 && index < target.length ? readable(target[index]) : undefined;
}

const indexed =
  (of: Evaluate, key: Evaluate): Evaluate =>
  (scope) => {
    const [target, at] = [of(scope), key(scope)];
    if (target instanceof CelOptional) return inside(target, (value) => itemAt(value, at));
    return itemAt(target, at) ?? fail(Array.isArray(target) ? 'index out of bounds' : 'no such key');
  };

const optionalIndex =
  (of: Evaluate, key: Evaluate): Evaluate =>
  (scope) => {
    const at = key(scope);
    return inside(optional(of(scope)), (value) => itemAt(value, at));
  };

const listOf =
  (items: readonly Evaluate[]): Evaluate =>
  (scope) =>
    items.map((item) => item(scope));

/** A key that is there twice has the last of its values. */
const mapOf =
  (entries: readonly (readonly [Evaluate, Evaluate])[]): Evaluate =>
  (scope) => {
    const made = new Map<CelValue, CelValue>();
    for (const [key, value] of entries) {
      const name = key(scope);
      made.set([...made.keys()].find((each) => isEqual(each, name)) ?? name, value(scope));
    }
    return made;
  };

const conditional =
  (test: Evaluate, yes: Evaluate, no: Evaluate): Evaluate =>
  (scope) =>
    truth(test(scope)) ? yes(scope) : no(scope);

/** One operand that decides is enough, even when the other one fails. */
const logical =
  (decisive: boolean, left: Evaluate, right: Evaluate): Evaluate =>
  (scope) => {
    const first = attempt(left, scope);
    if (first.value === decisive) return decisive;
    const second = truth(right(scope));
    if (second === decisive) return decisive;
    if ('error' in first) throw first.error;
    return truth(first.value);
  };

function attempt(run: Evaluate, scope: Scope | undefined): { readonly value?: CelValue; readonly error?: unknown } {
  try {
    return { value: run(scope) };
  } catch (error) {
    return { error };
  }
}

function binary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  const run = binaryOperators[operator] ?? (() => fail('no such overload'));
  return (scope) => run(left(scope), right(scope));
}

function call(name: string, args: readonly ASTNode[]): Evaluate {
  if (name === 'has') return presence(args[0]);
  return calling(name, functions[name], args.map(compile));
}

const calling =
  (name: string, run: ((...args: readonly CelValue[]) => CelValue) | undefined, args: readonly Evaluate[]): Evaluate =>
  (scope) =>
    run === undefined ? fail(`no such overload: ${name}`) : run(...args.map((arg) => arg(scope)));

function presence(selected: ASTNode | undefined): Evaluate {
  if (selected?.op !== '.') return () => fail('invalid argument to has() macro');
  const [of, name] = selected.args;
  const operand = compile(of);
  return (scope) => {
    const target = operand(scope);
    const found = target instanceof CelOptional ? inside(target, (value) => field(value, name)) : field(target, name);
    return found instanceof CelOptional ? found.hasValue : found !== undefined;
  };
}

function method(name: string, of: ASTNode, args: readonly ASTNode[]): Evaluate {
  const macro = macroOf(name, args);
  const compiled = args.slice(macro?.variables.length ?? 0).map(compile);
  if (macro !== undefined) {
    const run = loops[name] ?? (() => fail(`no such overload: ${name}`));
    const [range, variables] = [compile(of), macro.variables];
    return (scope) => run({ range: range(scope), variables, args: compiled, scope });
  }
  const qualified = `${qualifiedName(of) ?? ''}.${name}`;
  if (Object.hasOwn(functions, qualified)) return calling(qualified, functions[qualified], compiled);
  return calling(name, Object.hasOwn(methods, name) ? methods[name] : undefined, [compile(of), ...compiled]);
}

function qualifiedName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  const [of, name] = node.op === '.' ? node.args : [];
  const before = of === undefined ? undefined : qualifiedName(of);
  return before === undefined || name === undefined ? undefined : `${before}.${name}`;
}
