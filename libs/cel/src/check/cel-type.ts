import type { DeclaredType } from '../declared-type.ts';

/** Types that have no parts. */
export type SimpleType = 'bool' | 'bytes' | 'double' | 'duration' | 'dyn' | 'int' | 'null' | 'string' | 'timestamp' | 'type' | 'uint';

/** A type of CEL. */
export type CelType =
  | { readonly kind: 'simple'; readonly name: SimpleType }
  /** `list`, `map`, `optional` with what they hold, and what Kubernetes adds, which holds nothing: `Quantity`. */
  | { readonly kind: 'made'; readonly name: string; readonly of: readonly CelType[] }
  /** An object of a schema: the same type only if it is declared at the same place. */
  | { readonly kind: 'object'; readonly declared: DeclaredType }
  /** A type that is not known yet, or the parameter of a function. */
  | { readonly kind: 'unknown'; readonly id: number | string };

export const simple = (name: SimpleType): CelType => ({ kind: 'simple', name });
export const made = (name: string, ...of: readonly CelType[]): CelType => ({ kind: 'made', name, of });
export const dyn = simple('dyn');
export const bool = simple('bool');
export const listOf = (item: CelType): CelType => made('list', item);
export const mapOf = (key: CelType, value: CelType): CelType => made('map', key, value);
export const optionalOf = (value: CelType): CelType => made('optional', value);

const isMade = (type: CelType, name: string): type is Extract<CelType, { kind: 'made' }> => type.kind === 'made' && type.name === name;

/** What is in a list; undefined for other types. */
export const itemOf = (type: CelType): CelType | undefined => (isMade(type, 'list') ? type.of[0] : undefined);
/** Key and value of a map; undefined for other types. */
export const entryOf = (type: CelType): readonly [CelType, CelType] | undefined => {
  const [key, value] = isMade(type, 'map') ? type.of : [];
  return key === undefined || value === undefined ? undefined : [key, value];
};
/** What is in an optional; undefined for other types. */
export const insideOf = (type: CelType): CelType | undefined => (isMade(type, 'optional') ? type.of[0] : undefined);

export const isDyn = (type: CelType): boolean => type.kind === 'simple' && type.name === 'dyn';

/** The type of what a schema declares. */
export function typeOfDeclared(declared: DeclaredType): CelType {
  switch (declared.kind) {
    case 'list':
      return listOf(declared.element === undefined ? dyn : typeOfDeclared(declared.element));
    case 'map':
      return mapOf(simple('string'), declared.element === undefined ? dyn : typeOfDeclared(declared.element));
    case 'object':
      return { kind: 'object', declared };
    case 'bool':
    case 'bytes':
    case 'double':
    case 'duration':
    case 'dyn':
    case 'int':
    case 'string':
    case 'timestamp':
      return simple(declared.kind);
  }
}

/** Whether two types are one and the same. */
export function isSameType(one: CelType, other: CelType): boolean {
  if (one.kind === 'simple' && other.kind === 'simple') return one.name === other.name;
  if (one.kind === 'object' && other.kind === 'object') return one.declared === other.declared;
  if (one.kind === 'unknown' && other.kind === 'unknown') return one.id === other.id;
  if (one.kind !== 'made' || other.kind !== 'made' || one.name !== other.name) return false;
  return (
    one.of.length === other.of.length && one.of.every((part, index) => other.of[index] !== undefined && isSameType(part, other.of[index]))
  );
}

/** As messages show it: `map(string, list(int))`. */
export function printType(type: CelType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'object':
      return 'object';
    case 'unknown':
      return 'unknown';
    case 'made':
      return type.of.length === 0 ? type.name : `${type.name}(${type.of.map(printType).join(', ')})`;
  }
}
