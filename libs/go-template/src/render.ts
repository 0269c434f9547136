import { Budget } from './budget.ts';
import { printable } from './bytes.ts';
import { Evaluator, type EvaluatorOptions } from './evaluator.ts';
import type { Branch, Node, Pipe } from './node.ts';
import type { Definitions } from './parse-nodes.ts';
import { printResult } from './print-value.ts';
import { TemplateError } from './template-error.ts';
import { GoInteger, int, isList, isMap, isTrue, sortedKeys, type Value } from './value.ts';
import { Variables } from './variables.ts';

/** How rendering goes on after a node: a loop is left, or its next round begun. */
type Flow = 'on' | 'break' | 'continue';

/** One rendering: walks the nodes of a template and collects what is printed. */
export class Renderer {
  readonly #definitions: Definitions;
  readonly #evaluator: Evaluator;
  readonly #variables = new Variables();
  readonly #budget = new Budget();
  readonly #printed: string[] = [];

  constructor(definitions: Definitions, options: Pick<EvaluatorOptions, 'functions' | 'missingKey' | 'surroundings'>) {
    this.#definitions = definitions;
    this.#evaluator = new Evaluator({ ...options, variables: this.#variables, budget: this.#budget });
  }

  render(data: Value): string {
    this.#variables.alone(data, () => this.#walkAll(this.#definitions.get('') ?? [], data));
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
    this.#budget.work(1, node.line);
    switch (node.kind) {
      case 'text':
        this.#print(node.text, node.line);
        return 'on';
      case 'action': {
        const value = this.#evaluator.evaluate(node.pipe, dot);
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
        this.#template(node.name, node.pipe === undefined ? undefined : this.#evaluator.evaluate(node.pipe, dot), node.line);
        return 'on';
      case 'break':
      case 'continue':
        return node.kind;
    }
  }

  #print(text: string, line: number): void {
    this.#budget.print(text, line);
    this.#printed.push(text);
  }

  #choose(node: Branch, dot: Value): Flow {
    return this.#variables.scoped(() => {
      const value = this.#evaluator.evaluate(node.pipe, dot);
      if (isTrue(value)) return this.#walkAll(node.body, node.kind === 'with' ? value : dot);
      return node.otherwise === undefined ? 'on' : this.#walkAll(node.otherwise, dot);
    });
  }

  #range(node: Branch, dot: Value): void {
    this.#variables.scoped(() => {
      const value = this.#evaluator.evaluate(node.pipe, dot);
      const rounds = this.#rounds(value, node);
      if (rounds.length === 0 && node.otherwise !== undefined) this.#walkAll(node.otherwise, dot);
      for (const [key, item] of rounds) {
        const flow = this.#variables.scoped(() => {
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
      this.#budget.work(Math.max(0, Number(value.value)), line);
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
      assigns ? this.#variables.assign(name, values[index], line) : this.#variables.declare(name, values[index]),
    );
  }

  #template(name: string, data: Value, line: number): void {
    const nodes = this.#definitions.get(name);
    if (nodes === undefined) throw new TemplateError(`template ${JSON.stringify(name)} not defined`, line);
    this.#budget.deeper(line, () => this.#variables.alone(data, () => this.#walkAll(nodes, data)));
  }
}
