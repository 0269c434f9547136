/** A kubeadm document that cannot be read: which one, and why. Never quotes the document, which holds tokens. */
export class KubeadmDocumentError extends Error {
  override readonly name = 'KubeadmDocumentError';
}

/** Any JSON mapping, as parsed. */
export type Unknowns = Readonly<Record<string, unknown>>;

export const mapping = (value: unknown): Unknowns =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unknowns) : {};
/** Undefined when absent, empty or not text. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
/** Text fields of the given names, without the absent ones. */
export const texts = <Name extends string>(from: Unknowns, ...names: readonly Name[]): { readonly [Key in Name]?: string } =>
  Object.fromEntries(names.flatMap((name) => (textOf(from[name]) === undefined ? [] : [[name, from[name]]]))) as { [Key in Name]?: string };

/** A flag of a component; both the map of v1beta3 and the list of v1beta4 are understood. */
export interface ParsedArgument {
  readonly name: string;
  readonly value: string;
}

export function argumentsOf(value: unknown): readonly ParsedArgument[] {
  if (Array.isArray(value)) return value.map(mapping).flatMap(({ name, value: given }) => argument(name, given));
  return Object.entries(mapping(value)).flatMap(([name, given]) => argument(name, given));
}

function argument(name: unknown, value: unknown): readonly ParsedArgument[] {
  if (typeof name !== 'string') return [];
  return [{ name, value: typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '' }];
}
