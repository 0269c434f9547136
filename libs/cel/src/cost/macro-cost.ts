import type { ASTNode } from '@marcbachmann/cel-js';

import type { Macro } from '../check/macros.ts';
import { anything, listCost, mapCost, one, type Estimate } from './estimate.ts';
import { sortingCost } from './function-cost.ts';
import { add, exactly, multiply, nothing, union, type Range } from './range.ts';
import type { Sizes } from './sizes.ts';

/** What an estimate of a part of the expression takes. */
export interface Estimating {
  readonly sizes: Sizes;
  readonly estimate: (node: ASTNode) => Estimate;
  /** Runs with one more variable. */
  readonly binding: <T>(name: string, value: Estimate, run: () => T) => T;
}

/** What a macro costs, called `name` on something by `args` that come after its variables. */
export function estimateMacro(
  name: string,
  { over, variables }: Macro,
  range: Estimate,
  args: readonly ASTNode[],
  estimating: Estimating,
): Estimate {
  if (over === 'optional') return insideOptional(name, variables, range, args, estimating);
  if (name === 'sortBy') return sorting(variables, range, args, estimating);
  return comprehension(name, variables, range, args, estimating);
}

type Variables = Macro['variables'];

/** Looks whether there is something, and if so, binds it to a name. */
function insideOptional(
  name: string,
  [variable = '']: Variables,
  of: Estimate,
  [expression]: readonly ASTNode[],
  { estimate, binding }: Estimating,
): Estimate {
  if (expression === undefined) return { cost: nothing, kind: 'optional' };
  const answer = binding(variable, { cost: nothing, kind: 'dyn' }, () => estimate(expression));
  const bound = add(exactly(listCost), of.cost, one, answer.cost, name === 'optMap' ? one : nothing);
  return { cost: add(of.cost, one, union(bound, one)), kind: 'optional' };
}

/** Makes a list of keys, by which the list, bound to a name, is sorted. */
function sorting(
  [variable = '']: Variables,
  range: Estimate,
  [key]: readonly ASTNode[],
  { estimate, binding, sizes }: Estimating,
): Estimate {
  if (key === undefined) return range;
  const count = sizes.of(range);
  const made = binding(variable, loopVariables(range).item, () => estimate(key));
  const keys = add(one, exactly(listCost), multiply(count, add(made.cost, exactly(listCost + 2))), one);
  const sorted = sortingCost(count, made.kind);
  return { cost: add(exactly(listCost), range.cost, one, keys, sorted.cost), kind: 'list', element: range.element, size: sorted.size };
}

/** Loops over a list or a map; what is done with each item is what the macro stands for. */
function comprehension(
  name: string,
  [variable = '', other]: Variables,
  range: Estimate,
  args: readonly ASTNode[],
  { estimate, binding, sizes }: Estimating,
): Estimate {
  const count = sizes.of(range);
  const { index, item } = loopVariables(range);
  const estimateAll = (): readonly Estimate[] => args.map((arg) => estimate(arg));
  const [first, second] =
    other === undefined
      ? binding(variable, range.kind === 'map' ? index : item, estimateAll)
      : binding(variable, index, () => binding(other, item, estimateAll));
  const total = (init: number, step: Range, result: Range): Range => add(range.cost, exactly(init), multiply(count, step), result);
  const predicate = first?.cost ?? nothing;
  const chosen = (step: Range): Range => (second === undefined ? step : add(predicate, union(step, one)));
  const made = second ?? first ?? { cost: nothing, ...anything };
  switch (name) {
    case 'all':
      return { cost: total(0, add(exactly(2), { min: 1, max: 1 + predicate.max }), one), kind: 'bool', size: one };
    case 'exists':
      return { cost: total(0, add(exactly(3), { min: 1, max: 1 + predicate.max }), one), kind: 'bool', size: one };
    case 'exists_one':
    case 'existsOne':
      return { cost: total(0, add(predicate, { min: 1, max: 2 }), exactly(2)), kind: 'bool', size: one };
    case 'filter':
      return madeList(count, total(listCost, add(predicate, { min: 1, max: 13 }), one), range.kind === 'map' ? index : item, sizes);
    case 'transformMap':
      return madeMap(count, total(mapCost, chosen(add(made.cost, exactly(3))), one));
    case 'transformMapEntry':
      return madeMap(count, total(mapCost, chosen(add(made.cost, exactly(2))), one));
    default:
      return madeList(count, total(listCost, chosen(add(made.cost, exactly(listCost + 2))), one), made, sizes);
  }
}

const madeMap = (size: Range, cost: Range): Estimate => ({
  cost,
  kind: 'map',
  element: anything,
  size,
  entry: { isList: false, key: nothing, value: nothing },
});

const madeList = (size: Range, cost: Range, made: Estimate, sizes: Sizes): Estimate => ({
  cost,
  kind: 'list',
  element: { kind: made.kind, element: made.element },
  size,
  entry: { isList: true, key: one, value: union(nothing, sizes.of(made)) },
});

/** Index and item of a list, key and value of a map. */
function loopVariables(range: Estimate): { readonly index: Estimate; readonly item: Estimate } {
  const isList = range.entry === undefined ? range.kind !== 'map' : range.entry.isList;
  const below = (step: string): readonly string[] => [...(range.path ?? []), step];
  const item = { cost: nothing, path: below(isList ? '@items' : '@values'), ...(range.element ?? anything), size: range.entry?.value };
  if (isList) return { index: { cost: nothing, kind: 'int', size: one }, item };
  return { index: { cost: nothing, path: below('@keys'), kind: 'string', size: range.entry?.key }, item };
}
