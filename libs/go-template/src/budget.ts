import { TemplateError } from './template-error.ts';
import { isList, isMap, type Value } from './value.ts';

/** Who may render for how long: a template of a few bytes can ask for work without end. */
const limits = { steps: 1_000_000, characters: 4_000_000, depth: 500 };

/** How many letters or items a function looks at in the time of one step. */
const itemsAStep = 10;
const sizeOf = (value: Value): number => (typeof value === 'string' || isList(value) ? value.length : isMap(value) ? value.size : 0);

/** What one rendering may still do. Every method throws a TemplateError once that is too much. */
export class Budget {
  #steps = 0;
  #characters = 0;
  #depth = 0;

  /** Some work at a line of the template. */
  work(steps: number, line: number): void {
    this.#steps += steps;
    if (this.#steps > limits.steps) throw new TemplateError('takes too many steps', line);
  }

  /** Looking through values. */
  read(values: readonly Value[], line: number): void {
    this.work(values.reduce<number>((sum, value) => sum + sizeOf(value), 0) / itemsAStep, line);
  }

  /** Printing a text. */
  print(text: string, line: number): void {
    this.#characters += text.length;
    if (this.#characters > limits.characters) throw new TemplateError('prints too much', line);
  }

  /** A text that a function makes, printed or not. */
  hold(name: string, value: Value, line: number): void {
    if (typeof value === 'string' && value.length > limits.characters) throw new TemplateError(`${name} makes too long a text`, line);
  }

  /** Runs a template within a template. */
  deeper(line: number, run: () => void): void {
    if (++this.#depth > limits.depth) throw new TemplateError(`exceeded maximum template depth (${limits.depth})`, line);
    run();
    this.#depth--;
  }
}
