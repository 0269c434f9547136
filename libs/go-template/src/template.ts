import { builtins } from './builtins.ts';
import type { Functions } from './function.ts';
import { parseNodes } from './parse-nodes.ts';
import { Renderer, type MissingKey } from './render.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';
import { fromJson } from './value.ts';

/** A template that was parsed without an error. */
export interface Template {
  /**
   * Prints the template for `data`, which is JSON. Numbers in it are float64, as Go decodes them: a million prints as `1e+06`.
   * @throws TemplateError for what only shows with this data: a missing key, a function that refuses
   */
  render(data: unknown): string;
}

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
    const definitions = parseNodes(text, new Set([...Object.keys(builtins), 'and', 'or', ...Object.keys(functions)]));
    return { render: (data) => new Renderer(definitions, { functions, missingKey, surroundings }).render(fromJson(data)) };
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}
