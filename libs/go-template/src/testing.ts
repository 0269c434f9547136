import { sprigFunctions } from './sprig/functions.ts';
import type { Surroundings } from './surroundings.ts';
import { TemplateError } from './template-error.ts';
import { parseTemplate } from './template.ts';

/** What the templates of the tests are rendered with: each kind of value once. */
const sampleData = {
  name: 'hello',
  count: 3,
  million: 1_000_000,
  list: ['a', 'b'],
  mixed: ['a', 1, null, true, { k: 'v' }, ''],
  double: ['b', 'a', 'b', 1, 1],
  map: { a: { b: 'c' }, z: 1 },
  nothing: null,
};

/** What a template prints for sample data. Throws a `TemplateError` for what cannot be parsed or rendered. */
export function printed(template: string, surroundings: Surroundings = predictable): string {
  const parsed = parseTemplate(template, { functions: sprigFunctions, surroundings });
  if (parsed instanceof TemplateError) throw parsed;
  return parsed.render(sampleData);
}

/** The same bytes each time. */
const predictable: Surroundings = {
  keys: {
    randomBytes: (length) => Uint8Array.from({ length }, (_, index) => index),
    generate: () => '',
    publicKey: () => new Uint8Array(),
    sign: () => new Uint8Array(),
  },
};
