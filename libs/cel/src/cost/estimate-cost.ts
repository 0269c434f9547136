import type { ASTNode } from '@marcbachmann/cel-js';

import { macroOf } from '../check/macros.ts';
import { signaturesOf } from '../check/signatures.ts';
import type { DeclaredType } from '../declared-type.ts';
import { anything, estimateLiteral, knownOf, listCost, mapCost, one, type Estimate } from './estimate.ts';
import { functionCost } from './function-cost.ts';
import { estimateMacro, type Estimating } from './macro-cost.ts';
import {
  estimateArithmetic,
  estimateComparison,
  estimateConditional,
  estimateContains,
  estimateLogical,
  estimateSum,
} from './operator-cost.ts';
import { add, exactly, nothing, type Range } from './range.ts';
import { Sizes } from './sizes.ts';

/**
 * How much work an expression can be, in the unit of Kubernetes' limits, for values as large as their schema allows.
 * @see cel-go v0.26 checker/cost.go and k8s.io/apiserver pkg/cel/library/cost.go (numbers)
 */
export const estimateCost = (expression: ASTNode, self: DeclaredType): Range => new Estimator(self).estimate(expression).cost;

type Variable = Omit<Estimate, 'cost'>;

/** Walks an expression with the variables in sight. */
class Estimator {
  readonly #self: DeclaredType;
  readonly #sizes: Sizes;
  readonly #variables = new Map<string, Variable[]>();
  readonly #estimating: Estimating;

  constructor(self: DeclaredType) {
    this.#self = self;
    this.#sizes = new Sizes(self);
    this.#estimating = {
      sizes: this.#sizes,
      estimate: (node) => this.estimate(node),
      binding: (name, value, run) => this.#binding(name, value, run),
    };
  }

  estimate(node: ASTNode): Estimate {
    switch (node.op) {
      case 'value':
        return estimateLiteral(node.args);
      case 'id':
        return this.#identifier(node.args);
      case '.':
        return this.#field(node.args[0], node.args[1]);
      case '.?':
      case '[?]':
        return { cost: add(this.estimate(node.args[0]).cost, one), kind: 'optional' };
      case '[]':
        return this.#index(node.args[0], node.args[1]);
      case 'list':
        return this.#list(node.args);
      case 'map':
        return this.#map(node.args);
      case '?:': {
        const [test, yes, no] = node.args;
        return estimateConditional(this.estimate(test), this.estimate(yes), this.estimate(no), this.#sizes);
      }
      case '&&':
      case '||':
        return estimateLogical(...this.#both(node.args));
      case '!_':
      case '-_':
        return this.#negation(node.op, node.args);
      case 'call':
        return this.#call(node.args[0], undefined, node.args[1]);
      case 'rcall':
        return this.#method(...node.args);
      case '+':
        return estimateSum(...this.#both(node.args), this.#sizes);
      case 'in':
        return estimateContains(...this.#both(node.args), this.#sizes);
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return estimateComparison(node.op, ...this.#both(node.args), this.#sizes);
      case '-':
      case '*':
      case '/':
      case '%':
        return estimateArithmetic(...this.#both(node.args));
    }
  }

  #both([left, right]: readonly [ASTNode, ASTNode]): [Estimate, Estimate] {
    return [this.estimate(left), this.estimate(right)];
  }

  /** The parser makes numbers of numbers with a minus, and drops what stands twice. */
  #negation(op: '!_' | '-_', operand: ASTNode): Estimate {
    if (operand.op === op) return this.estimate(operand.args);
    const { cost, kind } = this.estimate(operand);
    return operand.op === 'value' && op === '-_' ? { cost, kind, size: one } : { cost: add(cost, one), kind };
  }

  #identifier(name: string): Estimate {
    const variable = this.#variables.get(name)?.at(-1);
    if (variable !== undefined) return { cost: one, ...variable };
    const isDeclared = name === 'self' || name === 'oldSelf';
    return { cost: one, path: [name], ...(isDeclared ? knownOf(this.#self) : anything) };
  }

  #field(of: ASTNode, name: string): Estimate {
    // `google.protobuf.Duration` is the name of a type, and costs what a name does.
    if (of.op === '.' && of.args[1] === 'protobuf' && of.args[0].op === 'id' && of.args[0].args === 'google') return this.#identifier(name);
    const operand = this.estimate(of);
    const costs = operand.kind === 'map' || operand.kind === 'object' ? one : nothing;
    const path = [...(operand.path ?? []), name];
    const declared = this.#sizes.declared(path);
    return { cost: add(operand.cost, costs), path, ...(declared === undefined ? (operand.element ?? anything) : knownOf(declared)) };
  }

  #index(of: ASTNode, key: ASTNode): Estimate {
    const [operand, index] = [this.estimate(of), this.estimate(key)];
    const path = [...(operand.path ?? []), operand.kind === 'map' ? '@values' : '@items'];
    const computed = operand.entry?.value ?? this.#sizes.at(path);
    return { cost: add(operand.cost, index.cost, one), path, ...(operand.element ?? anything), computed };
  }

  #list(items: readonly ASTNode[]): Estimate {
    const estimates = items.map((item) => this.estimate(item));
    const [first] = estimates;
    return {
      cost: add(exactly(listCost), ...estimates.map(({ cost }) => cost)),
      kind: 'list',
      element: first === undefined ? undefined : { kind: first.kind, element: first.element },
      size: exactly(items.length),
      entry: { isList: true, key: one, value: this.#sizes.covering(estimates) },
    };
  }

  #map(entries: readonly (readonly [ASTNode, ASTNode])[]): Estimate {
    const keys = entries.map(([key]) => this.estimate(key));
    const values = entries.map(([, value]) => this.estimate(value));
    const [first] = values;
    return {
      cost: add(exactly(mapCost), ...[...keys, ...values].map(({ cost }) => cost)),
      kind: 'map',
      element: first === undefined ? undefined : { kind: first.kind, element: first.element },
      size: exactly(entries.length),
      entry: { isList: false, key: this.#sizes.covering(keys), value: this.#sizes.covering(values) },
    };
  }

  #method(name: string, of: ASTNode, args: readonly ASTNode[]): Estimate {
    const macro = macroOf(name, args);
    if (macro !== undefined) return estimateMacro(name, macro, this.estimate(of), args.slice(macro.variables.length), this.#estimating);
    const called = of.op === 'id' ? `${of.args}.${name}` : '';
    return signaturesOf(called) === undefined ? this.#call(name, of, args) : this.#call(called, undefined, args);
  }

  #binding<T>(name: string, { cost: _cost, ...variable }: Estimate, run: () => T): T {
    const stack = this.#variables.get(name) ?? [];
    this.#variables.set(name, [...stack, variable]);
    const result = run();
    this.#variables.set(name, stack);
    return result;
  }

  #call(name: string, of: ASTNode | undefined, args: readonly ASTNode[]): Estimate {
    const target = of === undefined ? undefined : this.estimate(of);
    if (name === 'has') return this.#presence(args[0]);
    const estimates = args.map((arg) => this.estimate(arg));
    const [only] = estimates;
    if (name === 'dyn' && only !== undefined) return { ...only, cost: add(only.cost, one), kind: 'dyn' };
    const described = target === undefined ? undefined : this.#sizes.argument(target);
    const { cost, kind, size, element } = functionCost(
      name,
      described,
      estimates.map((each) => this.#sizes.argument(each)),
      args,
    );
    return {
      cost: add(target?.cost ?? nothing, ...estimates.map((each) => each.cost), cost),
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
}
