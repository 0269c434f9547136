import type { ASTNode } from '@marcbachmann/cel-js';

import { macroOf, type Macro } from './check/macros.ts';
import { signaturesOf } from './check/signatures.ts';
import { add, exactly, multiply, nothing, scale, union, unknownSize, type Range } from './cost.ts';
import type { DeclaredType, ValueKind } from './declared-type.ts';
import { functionCost, sortingCost, traversal, type Argument } from './function-cost.ts';

/** What is known of a value while its cost is estimated. */
interface Estimate {
  readonly cost: Range;
  readonly kind: ValueKind;
  /** Items of a list, values of a map, as far as they are known. */
  readonly element?: Known | undefined;
  /** Where the value comes from in what is declared: `['self', 'spec', '@items']`; absent for what the rule makes itself. */
  readonly path?: readonly string[];
  readonly size?: Range | undefined;
  /** Its size as a call gives it, whatever is declared where the path leads. */
  readonly computed?: Range | undefined;
  /** Sizes of keys and values, when the rule itself makes the list or map. */
  readonly entry?: Entry | undefined;
}
interface Known {
  readonly kind: ValueKind;
  readonly element?: Known | undefined;
}
interface Entry {
  readonly isList: boolean;
  readonly key: Range;
  readonly value: Range;
}

const listCost = 10;
const mapCost = 30;
const one = exactly(1);
const scalars: ReadonlySet<ValueKind> = new Set<ValueKind>(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

/**
 * How much work an expression can be, in the unit of Kubernetes' limits, for values as large as their schema allows.
 * @see cel-go v0.26 checker/cost.go and k8s.io/apiserver pkg/cel/library/cost.go (numbers)
 */
export const estimateCost = (expression: ASTNode, self: DeclaredType): Range => new Estimator(self).estimate(expression).cost;

type Variable = Omit<Estimate, 'cost'>;

class Estimator {
  readonly #self: DeclaredType;
  readonly #variables = new Map<string, Variable[]>();

  constructor(self: DeclaredType) {
    this.#self = self;
  }

  estimate(node: ASTNode): Estimate {
    switch (node.op) {
      case 'value':
        return literal(node.args);
      case 'id':
        return this.#identifier(node.args);
      case '.':
        return this.#field(node.args[0], node.args[1]);
      case '.?':
      case '[?]':
        return { ...this.#plainCall(node.args[0]), kind: 'optional' };
      case '[]':
        return this.#index(node.args[0], node.args[1]);
      case 'list':
        return this.#list(node.args);
      case 'map':
        return this.#map(node.args);
      case '?:':
        return this.#conditional(...node.args);
      case '&&':
      case '||':
        return this.#logical(...node.args);
      case '!_':
      case '-_':
        return this.#negation(node.op, node.args);
      case 'call':
        return this.#call(node.args[0], undefined, node.args[1]);
      case 'rcall':
        return this.#method(...node.args);
      case '+':
        return this.#sum(...node.args);
      case 'in':
        return this.#contains(...node.args);
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.#comparison(node.op, ...node.args);
      case '-':
      case '*':
      case '/':
      case '%':
        return {
          cost: add(this.estimate(node.args[0]).cost, this.estimate(node.args[1]).cost, one),
          kind: this.estimate(node.args[0]).kind,
        };
    }
  }

  /** The parser makes numbers of numbers with a minus, and drops what stands twice. */
  #negation(op: '!_' | '-_', operand: ASTNode): Estimate {
    if (operand.op === op) return this.estimate(operand.args);
    const { cost, kind } = this.estimate(operand);
    return operand.op === 'value' && op === '-_' ? { cost, kind, size: one } : { cost: add(cost, one), kind };
  }

  #plainCall(operand: ASTNode): Estimate {
    return { cost: add(this.estimate(operand).cost, one), kind: 'dyn' };
  }

  /** What is declared where a path leads; undefined when nothing is. */
  #declared(path: readonly string[]): DeclaredType | undefined {
    return path.slice(1).reduce<DeclaredType | undefined>((type, step) => {
      if (step === '@keys' || step === '@indices') return undefined;
      return step.startsWith('@') ? type?.element : type?.fields?.get(step);
    }, this.#self);
  }

  /** Size of what a path leads to; a key of a map is a text whose size nobody declares. */
  #sizeAt(path: readonly string[]): Range | undefined {
    if (path.length === 0) return undefined;
    const keys = path.at(-1) === '@keys' && this.#declared(path.slice(0, -1))?.kind === 'map';
    const size = keys ? 0 : this.#declared(path)?.maxElements;
    return size === undefined ? undefined : { min: 0, max: size };
  }

  /** What a call gives comes first, then what is declared, then what is known of the type or the variable. */
  #sized({ computed, path, entry, kind, size }: Estimate): Range | undefined {
    if (computed !== undefined) return computed;
    const declared = path === undefined ? undefined : this.#sizeAt(path);
    return (entry === undefined ? declared : undefined) ?? size ?? declared ?? (scalars.has(kind) ? one : undefined);
  }

  #sizeOf(estimate: Estimate): Range {
    return this.#sized(estimate) ?? unknownSize;
  }

  #identifier(name: string): Estimate {
    const variable = this.#variables.get(name)?.at(-1);
    if (variable !== undefined) return { cost: one, ...variable };
    const isDeclared = name === 'self' || name === 'oldSelf';
    return { cost: one, path: [name], ...(isDeclared ? known(this.#self) : { kind: 'dyn' as const }) };
  }

  #field(of: ASTNode, name: string): Estimate {
    // `google.protobuf.Duration` is the name of a type, and costs what a name does.
    if (of.op === '.' && of.args[1] === 'protobuf' && of.args[0].op === 'id' && of.args[0].args === 'google') return this.#identifier(name);
    const operand = this.estimate(of);
    const costs = operand.kind === 'map' || operand.kind === 'object' ? one : nothing;
    const path = [...(operand.path ?? []), name];
    const declared = this.#declared(path);
    const kind = declared === undefined ? (operand.element ?? { kind: 'dyn' as const }) : known(declared);
    return { cost: add(operand.cost, costs), path, ...kind };
  }

  #index(of: ASTNode, key: ASTNode): Estimate {
    const [operand, index] = [this.estimate(of), this.estimate(key)];
    const path = [...(operand.path ?? []), operand.kind === 'map' ? '@values' : '@items'];
    const element = operand.element ?? { kind: 'dyn' as const };
    return { cost: add(operand.cost, index.cost, one), path, ...element, computed: operand.entry?.value ?? this.#sizeAt(path) };
  }

  #list(items: readonly ASTNode[]): Estimate {
    const estimates = items.map((item) => this.estimate(item));
    return {
      cost: add(exactly(listCost), ...estimates.map(({ cost }) => cost)),
      kind: 'list',
      element: estimates[0] === undefined ? undefined : { kind: estimates[0].kind, element: estimates[0].element },
      size: exactly(items.length),
      entry: { isList: true, key: one, value: this.#covering(estimates) },
    };
  }

  #map(entries: readonly (readonly [ASTNode, ASTNode])[]): Estimate {
    const keys = entries.map(([key]) => this.estimate(key));
    const values = entries.map(([, value]) => this.estimate(value));
    return {
      cost: add(exactly(mapCost), ...[...keys, ...values].map(({ cost }) => cost)),
      kind: 'map',
      element: values[0] === undefined ? undefined : { kind: values[0].kind, element: values[0].element },
      size: exactly(entries.length),
      entry: { isList: false, key: this.#covering(keys), value: this.#covering(values) },
    };
  }

  #covering(estimates: readonly Estimate[]): Range {
    return (
      estimates
        .map((each) => this.#sizeOf(each))
        .reduce<Range | undefined>((all, each) => (all === undefined ? each : union(all, each)), undefined) ?? nothing
    );
  }

  #conditional(condition: ASTNode, yes: ASTNode, no: ASTNode): Estimate {
    const [test, left, right] = [this.estimate(condition), this.estimate(yes), this.estimate(no)];
    return {
      cost: add(test.cost, union(left.cost, right.cost)),
      kind: left.kind,
      element: left.element,
      size: union(this.#sizeOf(left), this.#sizeOf(right)),
      entry: bothEntries(left, right),
    };
  }

  #logical(left: ASTNode, right: ASTNode): Estimate {
    const [first, second] = [this.estimate(left).cost, this.estimate(right).cost];
    return { cost: { min: first.min, max: first.max + second.max }, kind: 'bool' };
  }

  #sum(left: ASTNode, right: ASTNode): Estimate {
    const [first, second] = [this.estimate(left), this.estimate(right)];
    const args = add(first.cost, second.cost);
    const size = add(this.#sizeOf(first), this.#sizeOf(second));
    const kind = first.kind === 'dyn' ? second.kind : first.kind;
    if (kind === 'list')
      return { cost: add(args, one), kind, element: first.element ?? second.element, size, entry: bothEntries(first, second) };
    const traversed = scale(size, traversal);
    if (kind === 'string' || kind === 'bytes') return { cost: add(args, traversed), kind, size };
    return { cost: add(args, kind === 'dyn' ? union(traversed, one) : one), kind, ...(kind === 'dyn' ? { size } : {}) };
  }

  #contains(item: ASTNode, list: ASTNode): Estimate {
    const [needle, haystack] = [this.estimate(item), this.estimate(list)];
    const costs = haystack.kind === 'map' ? one : this.#sizeOf(haystack);
    return { cost: add(needle.cost, haystack.cost, haystack.kind === 'dyn' ? union(costs, one) : costs), kind: 'bool' };
  }

  #comparison(operator: string, left: ASTNode, right: ASTNode): Estimate {
    const [first, second] = [this.estimate(left), this.estimate(right)];
    const args = add(first.cost, second.cost);
    const isEquality = operator === '==' || operator === '!=';
    if (operator === '==' && first.kind === 'opaque' && second.kind === 'opaque') return { cost: add(args, one), kind: 'bool' };
    const isText = (kind: ValueKind): boolean => kind === 'string' || kind === 'bytes' || kind === 'dyn';
    const smaller = Math.min(this.#sizeOf(first).max, this.#sizeOf(second).max);
    const traversed = scale({ min: smaller > 0 ? 1 : 0, max: smaller }, traversal);
    if (isEquality) return { cost: add(args, traversed), kind: 'bool' };
    if (!isText(first.kind) || !isText(second.kind)) return { cost: add(args, one), kind: 'bool' };
    return { cost: add(args, first.kind === 'dyn' && second.kind === 'dyn' ? union(traversed, one) : traversed), kind: 'bool' };
  }

  #method(name: string, of: ASTNode, args: readonly ASTNode[]): Estimate {
    const macro = macroOf(name, args);
    if (macro !== undefined) return this.#macro(name, macro, of, args.slice(macro.variables.length));
    const called = of.op === 'id' ? `${of.args}.${name}` : '';
    return signaturesOf(called) === undefined ? this.#call(name, of, args) : this.#call(called, undefined, args);
  }

  #with<T>(name: string, { cost: _cost, ...variable }: Estimate, run: () => T): T {
    const stack = this.#variables.get(name) ?? [];
    this.#variables.set(name, [...stack, variable]);
    const result = run();
    this.#variables.set(name, stack);
    return result;
  }

  #macro(name: string, macro: Macro, of: ASTNode, args: readonly ASTNode[]): Estimate {
    const range = this.estimate(of);
    if (macro.over === 'optional') return this.#insideOptional(name, macro, range, args);
    if (name === 'sortBy') return this.#sorting(macro, range, args);
    return this.#comprehension(name, macro, range, args);
  }

  /** Looks whether there is something, and if so, binds it to a name. */
  #insideOptional(name: string, { variables: [variable = ''] }: Macro, of: Estimate, [expression]: readonly ASTNode[]): Estimate {
    if (expression === undefined) return { cost: nothing, kind: 'optional' };
    const answer = this.#with(variable, { cost: nothing, kind: 'dyn' }, () => this.estimate(expression));
    const bound = add(exactly(listCost), of.cost, one, answer.cost, name === 'optMap' ? one : nothing);
    return { cost: add(of.cost, one, union(bound, one)), kind: 'optional' };
  }

  /** Makes a list of keys, by which the list, bound to a name, is sorted. */
  #sorting({ variables: [variable = ''] }: Macro, range: Estimate, [key]: readonly ASTNode[]): Estimate {
    if (key === undefined) return range;
    const count = this.#sizeOf(range);
    const made = this.#with(variable, this.#items(range).item, () => this.estimate(key));
    const keys = add(one, exactly(listCost), multiply(count, add(made.cost, exactly(listCost + 2))), one);
    const sorting = sortingCost(count, made.kind);
    return { cost: add(exactly(listCost), range.cost, one, keys, sorting.cost), kind: 'list', element: range.element, size: sorting.size };
  }

  /** Loops over a list or a map; what is done with each item is what the macro stands for. */
  #comprehension(name: string, { variables }: Macro, range: Estimate, args: readonly ASTNode[]): Estimate {
    const count = this.#sizeOf(range);
    const { index, item } = this.#items(range);
    const [variable = '', other] = variables;
    const estimateAll = (): readonly Estimate[] => args.map((arg) => this.estimate(arg));
    const [first, second] =
      other === undefined
        ? this.#with(variable, range.kind === 'map' ? index : item, estimateAll)
        : this.#with(variable, index, () => this.#with(other, item, estimateAll));
    const total = (init: number, step: Range, result: Range): Range => add(range.cost, exactly(init), multiply(count, step), result);
    const predicate = first?.cost ?? nothing;
    const chosen = (step: Range): Range => (second === undefined ? step : add(predicate, union(step, one)));
    const made = second ?? first ?? { cost: nothing, kind: 'dyn' as const };
    switch (name) {
      case 'all':
        return { cost: total(0, add(exactly(2), { min: 1, max: 1 + predicate.max }), one), kind: 'bool', size: one };
      case 'exists':
        return { cost: total(0, add(exactly(3), { min: 1, max: 1 + predicate.max }), one), kind: 'bool', size: one };
      case 'exists_one':
      case 'existsOne':
        return { cost: total(0, add(predicate, { min: 1, max: 2 }), exactly(2)), kind: 'bool', size: one };
      case 'filter':
        return this.#collected(count, total(listCost, add(predicate, { min: 1, max: 13 }), one), range.kind === 'map' ? index : item);
      case 'transformMap':
        return this.#collectedMap(count, total(mapCost, chosen(add(made.cost, exactly(3))), one));
      case 'transformMapEntry':
        return this.#collectedMap(count, total(mapCost, chosen(add(made.cost, exactly(2))), one));
      default:
        return this.#collected(count, total(listCost, chosen(add(made.cost, exactly(listCost + 2))), one), made);
    }
  }

  #collectedMap(count: Range, cost: Range): Estimate {
    return { cost, kind: 'map', element: { kind: 'dyn' }, size: count, entry: { isList: false, key: nothing, value: nothing } };
  }

  #collected(count: Range, cost: Range, made: Estimate): Estimate {
    const value = union(nothing, this.#sizeOf(made));
    return {
      cost,
      kind: 'list',
      element: { kind: made.kind, element: made.element },
      size: count,
      entry: { isList: true, key: one, value },
    };
  }

  /** The variables of a loop: index and item of a list, key and value of a map. */
  #items(range: Estimate): { readonly index: Estimate; readonly item: Estimate } {
    const isList = range.entry === undefined ? range.kind !== 'map' : range.entry.isList;
    const below = (step: string): readonly string[] => [...(range.path ?? []), step];
    const item = {
      cost: nothing,
      path: below(isList ? '@items' : '@values'),
      ...(range.element ?? { kind: 'dyn' as const }),
      size: range.entry?.value,
    };
    if (isList) return { index: { cost: nothing, kind: 'int', size: one }, item };
    return { index: { cost: nothing, path: below('@keys'), kind: 'string', size: range.entry?.key }, item };
  }

  #call(name: string, of: ASTNode | undefined, args: readonly ASTNode[]): Estimate {
    const target = of === undefined ? undefined : this.estimate(of);
    if (name === 'has') return this.#presence(args[0]);
    const estimates = args.map((arg) => this.estimate(arg));
    const [only] = estimates;
    if (name === 'dyn' && only !== undefined) return { ...only, cost: add(only.cost, one), kind: 'dyn' };
    const given = add(...estimates.map(({ cost }) => cost));
    const called = functionCost(
      name,
      target === undefined ? undefined : this.#argument(target),
      estimates.map((each) => this.#argument(each)),
      args,
    );
    const { cost, kind, size, element } = called;
    return {
      cost: add(target?.cost ?? nothing, given, cost),
      kind: kind ?? target?.element?.kind ?? 'dyn',
      ...(size === undefined ? {} : { size }),
      ...(element === undefined ? {} : { element: { kind: element } }),
    };
  }

  /** Looking whether a field is there costs nothing beyond getting to its object. */
  #presence(selection: ASTNode | undefined): Estimate {
    const of = selection?.op === '.' || selection?.op === '.?' ? selection.args[0] : undefined;
    return { cost: of === undefined ? nothing : this.estimate(of).cost, kind: 'bool' };
  }

  #argument(estimate: Estimate): Argument {
    const path = estimate.path === undefined ? undefined : [...estimate.path, '@items'];
    const elementSize = path === undefined ? unknownSize : (this.#sizeAt(path) ?? unknownSize);
    return { kind: estimate.kind, size: this.#sizeOf(estimate), element: estimate.element?.kind, elementSize };
  }
}

function literal(value: unknown): Estimate {
  if (typeof value === 'string') return { cost: nothing, kind: 'string', size: exactly(Array.from(value).length) };
  if (value instanceof Uint8Array) return { cost: nothing, kind: 'bytes', size: exactly(value.length) };
  const kind =
    typeof value === 'bigint'
      ? 'int'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value === 'number'
          ? 'double'
          : value === null
            ? 'null'
            : 'uint';
  return { cost: nothing, kind, size: one };
}

const known = (type: DeclaredType): Known => ({ kind: type.kind, ...(type.element === undefined ? {} : { element: known(type.element) }) });

function bothEntries({ entry: left }: Estimate, { entry: right }: Estimate): Entry | undefined {
  if (left === undefined || right === undefined) return undefined;
  return { isList: left.isList, key: union(left.key, right.key), value: union(left.value, right.value) };
}
