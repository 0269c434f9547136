import type { DeepReadonly } from '@capi/seams';

import { ContractViolation, type NamedObject } from './contract-violation.ts';
import type { Shape } from './shape.ts';

/** A field that a contract names. */
export interface Field<T> {
  /** Where it is, for messages and docs. */
  readonly path: string;
  /**
   * Its value; undefined when it is absent, and then the caller's rule decides.
   * @throws ContractViolation when there is a value of another shape
   */
  read(object: DeepReadonly<NamedObject>): T | undefined;
}

/** A field at `path` that must have `shape`. */
export function field<T>(path: string, shape: Shape<T>): Field<T> {
  return {
    path,
    read(object) {
      const value = path.split('.').reduce<unknown>(child, object);
      if (value === undefined || value === null) return undefined;
      if (!shape.holds(value)) throw new ContractViolation(object, path, shape.name);
      return value;
    },
  };
}

/** A field whose value is brought into the form of the newest contract. */
export const mapped = <From, To>(from: Field<From>, convert: (value: From, object: DeepReadonly<NamedObject>) => To): Field<To> => ({
  path: from.path,
  read(object) {
    const value = from.read(object);
    return value === undefined ? undefined : convert(value, object);
  },
});

const child = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
