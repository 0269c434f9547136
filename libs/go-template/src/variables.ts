import { TemplateError } from './template-error.ts';
import type { Value } from './value.ts';

/** The variables in sight; `$` is what the template was given. */
export class Variables {
  #all: { readonly name: string; value: Value }[] = [];

  get(name: string): Value {
    return this.#all.findLast((each) => each.name === name)?.value;
  }

  declare(name: string, value: Value): void {
    this.#all.push({ name, value });
  }

  /** Gives a variable that is in sight another value. */
  assign(name: string, value: Value, line: number): void {
    const variable = this.#all.findLast((each) => each.name === name);
    if (variable === undefined) throw new TemplateError(`undefined variable: ${name}`, line);
    variable.value = value;
  }

  /** Runs with the variables of now; those that are declared meanwhile are forgotten. */
  scoped<T>(run: () => T): T {
    const known = this.#all.length;
    const result = run();
    this.#all.length = known;
    return result;
  }

  /** Runs with nothing in sight but `$`. */
  alone(data: Value, run: () => void): void {
    const outer = this.#all;
    this.#all = [{ name: '$', value: data }];
    run();
    this.#all = outer;
  }
}
