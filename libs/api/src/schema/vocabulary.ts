import { Type, type Static, type TProperties, type TSchema, type TString, type TUnsafe } from 'typebox';

// The words that Kind schemas are written in: JSON Schema plus what Kubernetes adds to it. Each takes the field's meaning first,
// because `kubectl explain` shows it to people; bounds and patterns come after.

/** A validation rule in CEL, as `x-kubernetes-validations` holds it; the message is what a user reads when it does not hold. */
export interface CelRule {
  readonly rule: string;
  readonly message: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

export interface TextBounds {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'byte';
  readonly default?: string;
}
export interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface ListBounds {
  readonly minItems?: number;
  readonly maxItems?: number;
}
export interface ObjectBounds {
  readonly minProperties?: number;
}

export const optional = Type.Optional;

export const text = (description: string, bounds: TextBounds = {}) => Type.String({ description, ...bounds } as { description: string });

export const flag = (description: string, bounds: { readonly default?: boolean } = {}) => Type.Boolean({ description, ...bounds });

export const int32 = (description: string, bounds: NumberBounds = {}) => Type.Integer({ description, format: 'int32', ...bounds });

export const int64 = (description: string, bounds: NumberBounds = {}) => Type.Integer({ description, format: 'int64', ...bounds });

/** Marks texts that hold a duration, out of sight of JSON: a CRD cannot say so, yet whoever decodes the object refuses what is none. */
export const holdsDuration: unique symbol = Symbol('duration');

/** A length of time as Go prints it: `1h30m`, `2.5s`. */
export const duration = (description: string): TString =>
  Type.With(Type.String({ description }), { [holdsDuration]: true }) as unknown as TString;

/** RFC 3339, whole seconds, as Kubernetes prints times. */
export const dateTime = (description: string) => Type.String({ description, format: 'date-time' });

/** One of a closed set of texts. */
export const choice = <V extends string[]>(
  description: string,
  values: readonly [...V],
  bounds: { readonly default?: NoInfer<V>[number] } = {},
) => Type.Enum(values, { type: 'string', description, ...bounds });

/** An object whose fields are all known; others are pruned. */
export const struct = <P extends TProperties>(description: string, properties: P, bounds: ObjectBounds = {}) =>
  Type.Object(properties, { description, ...bounds });

/** A struct that server-side apply owns as a whole. */
export const atomicStruct = <P extends TProperties>(description: string, properties: P) =>
  Type.Object(properties, { description, 'x-kubernetes-map-type': 'atomic' });

/** A list that is replaced as a whole by whoever writes it. */
export const atomicList = <S extends TSchema>(description: string, item: S, bounds: ListBounds = {}) =>
  Type.Array(item, { description, 'x-kubernetes-list-type': 'atomic', ...bounds });

/** A list whose items are told apart by `keys`, so that several writers can each own some of them. */
export const mapList = <S extends TSchema>(description: string, keys: readonly string[], item: S, bounds: ListBounds = {}) =>
  Type.Array(item, { description, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [...keys], ...bounds });

/** A list without a declared merge rule, which Kubernetes treats as atomic. */
export const plainList = <S extends TSchema>(description: string, item: S, bounds: ListBounds = {}) =>
  Type.Array(item, { description, ...bounds });

/** An object with free keys. */
export const mapOf = <S extends TSchema>(description: string, value: S) =>
  Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: value, description });

/** Labels, annotations and the like. */
export const textMap = (description: string) => mapOf(description, Type.String());

/** A count, or a percentage such as `25%`. */
export const intOrString = (description: string): TUnsafe<number | string> =>
  Type.Unsafe<number | string>({ description, anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true });

const quantityPattern =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

/** An amount as Kubernetes writes it: `500m`, `2Gi`, `4`. */
export const quantity = (description: string): TUnsafe<number | string> =>
  Type.Unsafe<number | string>({
    description,
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    pattern: quantityPattern,
    'x-kubernetes-int-or-string': true,
  });

/** Any JSON value, kept as it was written. */
export const anything = (description: string): TUnsafe<unknown> =>
  Type.Unsafe<unknown>({ description, 'x-kubernetes-preserve-unknown-fields': true });

/** Adds CEL rules; all of them must hold. */
export const withRules = <S extends TSchema>(schema: S, ...rules: readonly CelRule[]): S =>
  Type.With(schema, { 'x-kubernetes-validations': rules }) as unknown as S;

/** A shape used in another place, with the meaning it has there. */
export const described = <S extends TSchema>(schema: S, description: string): S => Type.With(schema, { description }) as unknown as S;
