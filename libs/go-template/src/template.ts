import { builtins } from './builtins.ts';
import type { MissingKey } from './evaluator.ts';
import type { Functions } from './function.ts';
import { parseNodes } from './parse-nodes.ts';
import { Renderer } from './render.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';
import { fromJson } from './value.ts';

/** A template that was parsed without an error. */
export interface Template {
  /**
   * Prints the template for `data`, which is JSON. Numbers in it are float64, as Go decodes them: a million prints as `1e+06`. A `GoInteger`
   * in their place has the type that it says.
   * @throws TemplateError for what only shows with this data: a missing key, a function that refuses
   */
  render(data: unknown): string;
}

/** What a template may use. Absent: Go's own functions and nothing else. */
export interface ParseOptions {
  /** What the template may call besides Go's own functions; `sprigFunctions`, or nothing. */
  readonly functions?: Functions;
  /** What a key that is not there means: `<no value>`, or the rendering fails. */
  readonly missingKey?: MissingKey;
  /** Time, chance and keys for the few functions that need them; without, those refuse when they are called. */
  readonly surroundings?: Surroundings;
}

/** Parses a Go text/template. An error is a value, since whoever wrote the template is told about it. */
export function parseTemplate(
  text: string,
  { functions = {}, missingKey = 'default', surroundings = {} }: ParseOptions = {},
): Template | TemplateError {
  try {
    const known = new Set([...Object.keys(builtins), 'and', 'or', ...Object.keys(functions)]);
    const definitions = notTooDeep(() => parseNodes(text, known));
    return {
      render(data) {
        const renderer = new Renderer(definitions, { functions, missingKey, surroundings });
        return notTooDeep(() => renderer.render(fromJson(data)));
      },
    };
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

/** A map that was put into itself has no end, and thousands of parentheses have one too late; Go would stop the process. */
function notTooDeep<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof RangeError ? new TemplateError('something nests too deeply or becomes too large', 1) : error;
  }
}
