import type { ASTNode } from '@marcbachmann/cel-js';

import { bool, dyn, insideOf, itemOf, listOf, mapOf, optionalOf, type CelType } from './cel-type.ts';

/** What a macro can ask while its variables are in scope. */
export interface MacroScope {
  check(node: ASTNode): CelType;
  mustBeBool(node: ASTNode): void;
  call(name: string, args: readonly CelType[]): CelType;
  fit(type: CelType, wanted: CelType): void;
  fresh(): CelType;
  resolve(type: CelType): CelType;
  /** What the macro is called on. */
  readonly range: CelType;
  readonly variables: readonly CelType[];
}

/** A call that stands for a loop, or for a look into an optional. */
export interface Macro {
  readonly over: 'range' | 'optional';
  readonly variables: readonly string[];
  answer(scope: MacroScope): CelType;
}

type Answer = (scope: MacroScope, args: readonly ASTNode[]) => CelType;

const holdsBool: Answer = (scope, [predicate]) => {
  if (predicate !== undefined) scope.mustBeBool(predicate);
  return bool;
};

/** The last argument makes the items; one before it chooses. */
function made(scope: MacroScope, args: readonly ASTNode[]): CelType {
  const [first, second] = args;
  if (first !== undefined && second !== undefined) scope.mustBeBool(first);
  const item = second ?? first;
  return item === undefined ? dyn : scope.check(item);
}

function sorted(scope: MacroScope, [key]: readonly ASTNode[]): CelType {
  if (key !== undefined) scope.call('@sortKey', [scope.check(key)]);
  return itemOf(scope.range) === undefined ? listOf(dyn) : scope.range;
}

function entries(scope: MacroScope, args: readonly ASTNode[]): CelType {
  const all = mapOf(scope.fresh(), scope.fresh());
  scope.fit(made(scope, args), all);
  return scope.resolve(all);
}

function flat(scope: MacroScope, [value]: readonly ASTNode[]): CelType {
  const type = value === undefined ? dyn : scope.resolve(scope.check(value));
  if (insideOf(type) !== undefined) return type;
  const wanted = optionalOf(scope.fresh());
  scope.fit(type, wanted);
  return scope.resolve(wanted);
}

interface Form {
  readonly variables: 1 | 2;
  readonly more: readonly number[];
  readonly over?: 'optional';
  readonly answer: Answer;
}

const one = (answer: Answer, ...more: readonly number[]): Form => ({ variables: 1, more, answer });
const two = (answer: Answer, ...more: readonly number[]): Form => ({ variables: 2, more, answer });
const filtered: Answer = (scope, args) => {
  holdsBool(scope, args);
  return listOf(scope.variables[0] ?? dyn);
};
const list: Answer = (scope, args) => listOf(made(scope, args));

const forms: Readonly<Record<string, readonly Form[]>> = {
  all: [one(holdsBool, 1), two(holdsBool, 1)],
  exists: [one(holdsBool, 1), two(holdsBool, 1)],
  exists_one: [one(holdsBool, 1), two(holdsBool, 1)],
  existsOne: [two(holdsBool, 1)],
  filter: [one(filtered, 1)],
  map: [one(list, 1, 2)],
  sortBy: [one(sorted, 1)],
  transformList: [two(list, 1, 2)],
  transformMap: [two((scope, args) => mapOf(scope.variables[0] ?? dyn, made(scope, args)), 1, 2)],
  transformMapEntry: [two(entries, 1, 2)],
  optMap: [{ ...one((scope, args) => optionalOf(made(scope, args)), 1), over: 'optional' }],
  optFlatMap: [{ ...one(flat, 1), over: 'optional' }],
};

/**
 * The macro that a call is; undefined when it is an ordinary call. Which one it is depends on the number of arguments alone.
 * @throws Error when a loop has a variable that is no name
 */
export function macroOf(name: string, args: readonly ASTNode[]): Macro | undefined {
  const form = (Object.hasOwn(forms, name) ? forms[name] : undefined)?.find(({ variables, more }) =>
    more.includes(args.length - variables),
  );
  if (form === undefined) return undefined;
  const variables = args.slice(0, form.variables).map(nameOf);
  if (new Set(variables).size < variables.length) throw new NotAName('the variables of a loop need names of their own');
  return { over: form.over ?? 'range', variables, answer: (scope) => form.answer(scope, args.slice(form.variables)) };
}

/** Where a name is wanted there is something else. */
export class NotAName extends Error {}

function nameOf(node: ASTNode): string {
  if (node.op === 'id' && !reserved.has(node.args)) return node.args;
  throw new NotAName('argument must be a simple name');
}

const reserved = new Set('as break const continue else for function if import let loop namespace package return var void while'.split(' '));
