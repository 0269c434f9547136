import type { TSchema } from 'typebox';

/** Which keywords of a schema go away: those for which this is true. */
type Drop = (keyword: string, value: unknown) => boolean;

/**
 * The same shape with some keywords left out at every depth. Old API versions have mostly today's fields, but are less strict about
 * them; only their differences are written out.
 */
export function loosen<S extends TSchema>(schema: S, drop: Drop): S {
  const copy: object = Object.create(Object.getPrototypeOf(schema) as object | null) as object;
  // TypeBox keeps what it knows about a schema in properties that are not enumerable, and we keep things under symbols; they have to come along.
  for (const keyword of Reflect.ownKeys(schema)) {
    const descriptor = Object.getOwnPropertyDescriptor(schema, keyword);
    const value: unknown = descriptor?.value;
    if (drop(String(keyword), value)) continue;
    Object.defineProperty(copy, keyword, { ...descriptor, value: loosenAt(keyword, value, drop) });
  }
  return copy as S;
}

function loosenAt(keyword: string | symbol, value: unknown, drop: Drop): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (keyword === 'items' || keyword === 'additionalProperties') return loosen(value as TSchema, drop);
  if (keyword !== 'properties') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, loosen(field as TSchema, drop)]));
}

/**
 * As v1beta1 has it: structs and lists may be there and empty, and lists declare no merge rule unless they have keys.
 */
export const asInV1Beta1 = <S extends TSchema>(schema: S): S =>
  loosen(
    schema,
    (keyword, value) =>
      keyword === 'minProperties' || keyword === 'minItems' || (keyword === 'x-kubernetes-list-type' && value === 'atomic'),
  );

const bounds: ReadonlySet<string> = new Set([
  'minProperties',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'pattern',
  'enum',
  'default',
  'x-kubernetes-validations',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
]);

/** As v1alpha2 has it: types, and nothing else that could be wrong with a value. */
export const asInV1Alpha2 = <S extends TSchema>(schema: S): S => loosen(schema, (keyword) => bounds.has(keyword));
