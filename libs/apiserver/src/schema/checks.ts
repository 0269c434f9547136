import type { OpenApiSchema } from '../served-resource.ts';

/** The bounds that a schema sets, taken out once; undefined members are not set. */
export interface Checks {
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Whether there is an `allOf`, `anyOf`, `oneOf` or `not`. */
  readonly composed: boolean;
}

const checked = [
  'enum',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

/** Takes the bounds out of a schema; false when it sets none. */
export function readChecks(schema: OpenApiSchema): Checks | false {
  const set = checked.filter((key) => schema[key] !== undefined);
  const composed = ['allOf', 'anyOf', 'oneOf', 'not'].some((key) => schema[key] !== undefined);
  if (set.length === 0 && !composed) return false;
  return { ...Object.fromEntries(set.map((key) => [key, schema[key]])), composed };
}
