import { insideOf, isDyn, printType, type CelType } from './cel-type.ts';

const clause = /%(%|(?:\.\d+)?([a-zA-Z])?)/g;

const takes: Readonly<Record<string, readonly string[]>> = {
  s: ['string', 'bool', 'bytes', 'int', 'uint', 'double', 'null', 'type', 'duration', 'timestamp', 'list', 'map'],
  d: ['int', 'uint'],
  f: ['double'],
  e: ['double'],
  b: ['int', 'uint', 'bool'],
  o: ['int', 'uint'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
};

/** What is wrong with a text that is formatted with values of some types; undefined when nothing is. */
export function formatProblem(template: string, types: readonly CelType[]): string | undefined {
  const letters = [...template.matchAll(clause)].filter(([, kind]) => kind !== '%').map(([, , letter = '']) => letter);
  const unknown = letters.find((letter) => takes[letter] === undefined);
  if (unknown !== undefined) return `unrecognized formatting clause "${unknown}"`;
  if (letters.length > types.length) return `index ${types.length} out of range`;
  if (letters.length < types.length)
    return `too many arguments supplied to string.format (expected ${letters.length}, got ${types.length})`;
  const wrong = letters.findIndex((letter, index) => types[index] !== undefined && !fits(types[index], takes[letter] ?? []));
  const type = types[wrong];
  return type === undefined ? undefined : `error during formatting: %${letters[wrong] ?? ''} cannot show ${printType(type)}`;
}

const fits = (type: CelType, names: readonly string[]): boolean =>
  isDyn(type) || (insideOf(type) === undefined && (type.kind === 'simple' || type.kind === 'made') && names.includes(type.name));
