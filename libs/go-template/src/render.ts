import { checkCount, convert, idealNumber, numberAs, parameterAt } from './arguments.ts';
import { builtins } from './builtins.ts';
import { printable } from './bytes.ts';
import type { Functions, ParameterType } from './function.ts';
import type { Branch, Command, Node, Operand, Pipe } from './node.ts';
import type { Definitions } from './parse-nodes.ts';
import { printResult } from './print-value.ts';
import type { Surroundings } from './surroundings.ts';
import { RefusedByFunction, TemplateError } from './template-error.ts';
import { GoInteger, int, isGoObject, isList, isMap, isTrue, sortedKeys, typeName, type Value } from './value.ts';

/** What a map answers for a key that it does not have: nothing, or the rendering fails. */
export type MissingKey = 'default' | 'error';

interface RenderOptions {
  readonly functions: Functions;
  readonly missingKey: MissingKey;
  readonly surroundings: Surroundings;
}

/** Who may render for how long: a template of a few bytes can ask for work without end. */
const limits = { steps: 1_000_000, characters: 4_000_000, depth: 500 };

/** How many letters or items a function looks at in the time of one step. */
const itemsAStep = 10;
const sizeOf = (value: Value): number => (typeof value === 'string' || isList(value) ? value.length : isMap(value) ? value.size : 0);

type Flow = 'on' | 'break' | 'continue';
interface Variable {
  readonly name: string;
  value: Value;
}

/** One rendering: what is printed so far and the variables in sight. */
export class Renderer {
  readonly #definitions: Definitions;
  readonly #functions: Functions;
  readonly #missingKey: MissingKey;
  readonly #surroundings: Surroundings;
  readonly #printed: string[] = [];
  #characters = 0;
  #steps = 0;
  #depth = 0;
  #variables: Variable[] = [];

  constructor(definitions: Definitions, { functions, missingKey, surroundings }: RenderOptions) {
    this.#definitions = definitions;
    this.#functions = functions;
    this.#missingKey = missingKey;
    this.#surroundings = surroundings;
  }

  render(data: Value): string {
    this.#variables = [{ name: '$', value: data }];
    this.#walkAll(this.#definitions.get('') ?? [], data);
    return printable(this.#printed.join(''));
  }

  #walkAll(nodes: readonly Node[], dot: Value): Flow {
    for (const node of nodes) {
      const flow = this.#walk(node, dot);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #walk(node: Node, dot: Value): Flow {
    this.#work(1, node.line);
    switch (node.kind) {
      case 'text':
        this.#print(node.text, node.line);
        return 'on';
      case 'action': {
        const value = this.#pipe(node.pipe, dot);
        // A declaration prints nothing.
        if (node.pipe.variables.length === 0) this.#print(printResult(value), node.line);
        return 'on';
      }
      case 'if':
      case 'with':
        return this.#choose(node, dot);
      case 'range':
        this.#range(node, dot);
        return 'on';
      case 'template':
        this.#template(node.name, node.pipe === undefined ? undefined : this.#pipe(node.pipe, dot), node.line);
        return 'on';
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  #work(steps: number, line: number): void {
    this.#steps += steps;
    if (this.#steps > limits.steps) throw new TemplateError('takes too many steps', line);
  }

  #print(text: string, line: number): void {
    this.#characters += text.length;
    if (this.#characters > limits.characters) throw new TemplateError('prints too much', line);
    this.#printed.push(text);
  }

  /** Runs with the variables of now; those that are declared meanwhile are forgotten. */
  #scoped<T>(run: () => T): T {
    const known = this.#variables.length;
    const result = run();
    this.#variables.length = known;
    return result;
  }

  #choose(node: Branch, dot: Value): Flow {
    return this.#scoped(() => {
      const value = this.#pipe(node.pipe, dot);
      if (isTrue(value)) return this.#walkAll(node.body, node.kind === 'with' ? value : dot);
      return node.otherwise === undefined ? 'on' : this.#walkAll(node.otherwise, dot);
    });
  }

  #range(node: Branch, dot: Value): void {
    this.#scoped(() => {
      const value = this.#pipe(node.pipe, dot);
      const rounds = this.#rounds(value, node);
      if (rounds.length === 0 && node.otherwise !== undefined) this.#walkAll(node.otherwise, dot);
      for (const [key, item] of rounds) {
        const flow = this.#scoped(() => {
          this.#setRangeVariables(node.pipe, key, item);
          return this.#walkAll(node.body, item);
        });
        if (flow === 'break') return;
      }
    });
  }

  #rounds(value: Value, { line, pipe }: Branch): readonly (readonly [Value, Value])[] {
    if (value === undefined || value === null) return [];
    if (isList(value)) return value.map((item, index) => [int(index), item]);
    if (isMap(value)) return sortedKeys(value).map((key) => [key, value.get(key)]);
    if (value instanceof GoInteger) {
      if (pipe.variables.length > 1) throw new TemplateError(`can't use ${value.value} to iterate over more than one variable`, line);
      this.#work(Math.max(0, Number(value.value)), line);
      return Array.from({ length: Math.max(0, Number(value.value)) }, (_, index) => [
        new GoInteger(value.type, BigInt(index)),
        new GoInteger(value.type, BigInt(index)),
      ]);
    }
    throw new TemplateError(`range can't iterate over ${printResult(value)}`, line);
  }

  #setRangeVariables({ variables, assigns, line }: Pipe, key: Value, item: Value): void {
    const values = variables.length === 1 ? [item] : [key, item];
    variables.forEach((name, index) =>
      assigns ? this.#assign(name, values[index], line) : this.#variables.push({ name, value: values[index] }),
    );
  }

  #assign(name: string, value: Value, line: number): void {
    const variable = this.#variables.findLast((each) => each.name === name);
    if (variable === undefined) throw new TemplateError(`undefined variable: ${name}`, line);
    variable.value = value;
  }

  #template(name: string, data: Value, line: number): void {
    const nodes = this.#definitions.get(name);
    if (nodes === undefined) throw new TemplateError(`template ${JSON.stringify(name)} not defined`, line);
    if (++this.#depth > limits.depth) throw new TemplateError(`exceeded maximum template depth (${limits.depth})`, line);
    const outer = this.#variables;
    this.#variables = [{ name: '$', value: data }];
    this.#walkAll(nodes, data);
    this.#variables = outer;
    this.#depth--;
  }

  #pipe(pipe: Pipe, dot: Value): Value {
    let value: Value;
    pipe.commands.forEach((command, index) => {
      value = this.#command(command, dot, index === 0 ? none : { value });
      // What an interface holds, not the interface: one that holds nothing is no value.
      value ??= undefined;
    });
    // A range sets its variables itself, once a round.
    for (const name of pipe.variables.length === 1 || !pipe.assigns ? pipe.variables : []) {
      if (pipe.assigns) this.#assign(name, value, pipe.line);
      else this.#variables.push({ name, value });
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
          : this.#fields(this.#variable(first.name), first.path, { rest, dot, final, line });
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
        return this.#fields(this.#variable(operand.name), operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'field':
        return this.#fields(dot, operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'chain':
        return this.#fields(this.#operand(operand.of, dot), operand.path, { rest: [], dot, final: none, line: operand.line });
      case 'function':
        return this.#call(operand.name, [], dot, none, operand.line);
      case 'pipe':
        return this.#pipe(operand, dot);
    }
  }

  #variable(name: string): Value {
    return this.#variables.findLast((each) => each.name === name)?.value;
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
    this.#work((called.cost ?? 1) + args.reduce<number>((sum, arg) => sum + sizeOf(arg), 0) / itemsAStep, line);
    const value = refusing(line, name, () => called.call(args, this.#surroundings));
    if (typeof value === 'string' && value.length > limits.characters) throw new TemplateError(`${name} makes too long a text`, line);
    this.#work(sizeOf(value) / itemsAStep, line);
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
