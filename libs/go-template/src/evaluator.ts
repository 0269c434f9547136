import { checkCount, convert, idealNumber, numberAs, parameterAt } from './arguments.ts';
import type { Budget } from './budget.ts';
import { builtins } from './builtins.ts';
import type { Functions, ParameterType } from './function.ts';
import type { Command, Operand, Pipe } from './node.ts';
import type { Surroundings } from './surroundings.ts';
import { RefusedByFunction, TemplateError } from './template-error.ts';
import { isGoObject, isMap, isTrue, typeName, type Value } from './value.ts';
import type { Variables } from './variables.ts';

/** What a map answers for a key that it does not have: nothing, or the rendering fails. */
export type MissingKey = 'default' | 'error';

export interface EvaluatorOptions {
  readonly functions: Functions;
  readonly missingKey: MissingKey;
  readonly surroundings: Surroundings;
  readonly variables: Variables;
  readonly budget: Budget;
}

/** Finds what pipelines give: their fields, variables and calls. */
export class Evaluator {
  readonly #functions: Functions;
  readonly #missingKey: MissingKey;
  readonly #surroundings: Surroundings;
  readonly #variables: Variables;
  readonly #budget: Budget;

  constructor({ functions, missingKey, surroundings, variables, budget }: EvaluatorOptions) {
    this.#functions = functions;
    this.#missingKey = missingKey;
    this.#surroundings = surroundings;
    this.#variables = variables;
    this.#budget = budget;
  }

  /** Gives what the last command does; a declaration in the pipeline is carried out, too. */
  evaluate(pipe: Pipe, dot: Value): Value {
    let value: Value;
    pipe.commands.forEach((command, index) => {
      value = this.#command(command, dot, index === 0 ? none : { value });
      // What an interface holds, not the interface: one that holds nothing is no value.
      value ??= undefined;
    });
    // A range sets its variables itself, once a round.
    for (const name of pipe.variables.length === 1 || !pipe.assigns ? pipe.variables : []) {
      if (pipe.assigns) this.#variables.assign(name, value, pipe.line);
      else this.#variables.declare(name, value);
    }
    return value;
  }

  #command({ operands, line }: Command, dot: Value, final: Final): Value {
    const [first, ...rest] = operands;
    switch (first.kind) {
      case 'field':
        return this.#fields(dot, first.path, { rest, dot, final, line });
      case 'chain':
        return this.#fields(this.#operand(first.of, dot), first.path, { rest, dot, final, line });
      case 'function':
        return this.#call(first.name, rest, dot, final, line);
      case 'variable':
        return first.path.length === 0
          ? this.#alone(first, rest, dot, final)
          : this.#fields(this.#variables.get(first.name), first.path, { rest, dot, final, line });
      case 'nil':
        throw new TemplateError('nil is not a command', line);
      case 'dot':
      case 'bool':
      case 'string':
      case 'number':
      case 'pipe':
        return this.#alone(first, rest, dot, final);
    }
  }

  /** A value that cannot be called. */
  #alone(operand: Operand, rest: readonly Operand[], dot: Value, final: Final): Value {
    if (rest.length > 0 || (final !== none && operand.kind !== 'pipe')) {
      throw new TemplateError("can't give argument to non-function", operand.line);
    }
    return this.#operand(operand, dot);
  }

  /** What an operand stands for when nothing in particular is wanted of it. */
  #operand(operand: Operand, dot: Value): Value {
    switch (operand.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'bool':
      case 'string':
        return operand.value;
      case 'number':
        return idealNumber(operand);
      case 'variable':
        return this.#fields(this.#variables.get(operand.name), operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'field':
        return this.#fields(dot, operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'chain':
        return this.#fields(this.#operand(operand.of, dot), operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'function':
        return this.#call(operand.name, [], dot, none, operand.line);
      case 'pipe':
        return this.evaluate(operand, dot);
    }
  }

  #fields(start: Value, path: readonly string[], call: FieldCall): Value {
    return path.reduce(
      (value, name, index) => this.#field(value, name, index === path.length - 1 ? call : { ...call, rest: [], final: none }),
      start,
    );
  }

  #field(of: Value, name: string, { rest, dot, final, line }: FieldCall): Value {
    const hasArguments = rest.length > 0 || final !== none;
    if (of === undefined) {
      if (this.#missingKey === 'error') throw new TemplateError(`nil data; no entry for key ${JSON.stringify(name)}`, line);
      return undefined;
    }
    if (of === null) throw new TemplateError(`nil pointer evaluating interface {}.${name}`, line);
    if (isGoObject(of)) {
      const args = [...rest.map((operand) => this.#operand(operand, dot)), ...(final === none ? [] : [final.value])];
      return refusing(line, name, () => of.member(name, args));
    }
    if (!isMap(of)) throw new TemplateError(`can't evaluate field ${name} in type ${typeName(of)}`, line);
    if (hasArguments) throw new TemplateError(`${name} is not a method but has arguments`, line);
    if (of.has(name)) return of.get(name);
    if (this.#missingKey === 'error') throw new TemplateError(`map has no entry for key ${JSON.stringify(name)}`, line);
    return undefined;
  }

  #call(name: string, operands: readonly Operand[], dot: Value, final: Final, line: number): Value {
    const own = Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
    if (own === undefined && (name === 'and' || name === 'or')) return this.#shortCircuit(name, operands, dot, final, line);
    const called = own ?? builtins[name];
    if (called === undefined) throw new TemplateError(`${JSON.stringify(name)} is not a defined function`, line);
    checkCount(name, called, operands.length + (final === none ? 0 : 1), line);
    const args = operands.map((operand, index) => this.#argument(operand, dot, parameterAt(called, index)));
    if (final !== none) args.push(convert(final.value, parameterAt(called, args.length), line));
    this.#budget.work(called.cost ?? 1, line);
    this.#budget.read(args, line);
    const value = refusing(line, name, () => called.call(args, this.#surroundings));
    this.#budget.hold(name, value, line);
    this.#budget.read([value], line);
    return value;
  }

  /** The first argument that decides; those after it are not even looked at. */
  #shortCircuit(name: 'and' | 'or', operands: readonly Operand[], dot: Value, final: Final, line: number): Value {
    const count = operands.length + (final === none ? 0 : 1);
    if (count === 0) throw new TemplateError(`wrong number of args for ${name}: want at least 1 got 0`, line);
    let value: Value;
    for (const operand of operands) {
      value = this.#operand(operand, dot) ?? undefined;
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final === none ? value : final.value;
  }

  #argument(operand: Operand, dot: Value, type: ParameterType): Value {
    if (operand.kind === 'number') return numberAs(operand, type);
    if (operand.kind === 'nil' && ['string', 'int', 'uint32', 'float64', 'bool'].includes(type)) {
      throw new TemplateError(`cannot assign nil to ${type}`, operand.line);
    }
    return convert(this.#operand(operand, dot), type, operand.line);
  }
}

/** What a pipeline hands to its next command as last argument. */
type Final = { readonly value: Value };
const none: Final = { value: undefined };

interface FieldCall {
  readonly rest: readonly Operand[];
  readonly dot: Value;
  readonly final: Final;
  readonly line: number;
}

function refusing(line: number, name: string, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof RefusedByFunction) throw new TemplateError(`error calling ${name}: ${error.message}`, line);
    throw error;
  }
}
