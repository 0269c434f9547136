import { celName } from './cel-value.ts';

/** A JSON schema, or what should be one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Types of CEL that schemas can declare. */
export type DeclaredKind = 'dyn' | 'bool' | 'int' | 'double' | 'string' | 'bytes' | 'duration' | 'timestamp' | 'list' | 'map' | 'object';

/** Kinds of values that expressions make of them; `opaque` stands for Kubernetes' own, such as quantities. */
export type ValueKind = DeclaredKind | 'uint' | 'null' | 'opaque' | 'optional';

/** What a schema says about the values that a rule reads: their type, and how large they can be. */
export interface DeclaredType {
  readonly kind: DeclaredKind;
  /** Most characters, bytes, items or entries; 0 for what has no size. */
  readonly maxElements: number;
  /** Fewest bytes that a value takes in a request, from which follows how many there can be. */
  readonly minBytes: number;
  /** Items of a list, values of a map. */
  readonly element?: DeclaredType;
  /** Fields of an object, by their names in CEL. */
  readonly fields?: ReadonlyMap<string, DeclaredType>;
}

/** Most bytes of a request to a Kubernetes API server. */
const maxRequestBytes = 3 * 1024 * 1024;

/**
 * The type that a structural schema declares to CEL.
 * @param isObjectRoot the value is a whole Kubernetes object, whose `apiVersion`, `kind` and `metadata` rules may read
 * @returns undefined where no type can be told; CEL does not see such a place
 */
export function declaredType(schema: JsonSchema, isObjectRoot = false): DeclaredType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return simple('dyn', 1, textSize(schema, maxRequestBytes - 2));
  // What Kubernetes adds to a root hides its items, so that a list cannot be one.
  if (isObjectRoot && schema['type'] === 'array') return undefined;
  switch (schema['type']) {
    case 'array':
      return listType(schema);
    case 'object':
      return isRecord(schema['additionalProperties']) ? mapType(schema, schema['additionalProperties']) : objectType(schema, isObjectRoot);
    case 'string':
      return textType(schema);
    case 'boolean':
      return simple('bool', 4, 0);
    case 'number':
      return simple('double', 1, 0);
    case 'integer':
      return simple('int', 1, 0);
    default:
      return undefined;
  }
}

const simple = (kind: DeclaredKind, minBytes: number, maxElements: number): DeclaredType => ({ kind, minBytes, maxElements });
const isRecord = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
const sizeOf = (bound: unknown): number | undefined => (typeof bound === 'number' ? Math.max(0, bound) : undefined);

/** A character takes up to four bytes, and the bound counts characters. */
const textSize = (schema: JsonSchema, otherwise: number): number => {
  const most = sizeOf(schema['maxLength']);
  return most === undefined ? otherwise : most * 4;
};

function textType(schema: JsonSchema): DeclaredType {
  switch (schema['format']) {
    case 'byte':
      return simple('bytes', 2, sizeOf(schema['maxLength']) ?? maxRequestBytes - 2);
    case 'duration':
      return simple('duration', 3, 32);
    case 'date':
      return simple('timestamp', 12, 12);
    case 'date-time':
      return simple('timestamp', 21, 32);
    default:
      return simple('string', 2, textSize(schema, longestChoice(schema['enum']) ?? maxRequestBytes - 2));
  }
}

function longestChoice(choices: unknown): number | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return undefined;
  return Math.max(0, ...choices.map((choice: unknown) => (typeof choice === 'string' ? new TextEncoder().encode(choice).length : 0)));
}

function listType(schema: JsonSchema): DeclaredType | undefined {
  const element = isRecord(schema['items']) ? declaredType(schema['items']) : undefined;
  if (element === undefined) return undefined;
  const most = sizeOf(schema['maxItems']) ?? Math.floor((maxRequestBytes - 2) / (element.minBytes + 1));
  return { kind: 'list', minBytes: 2, maxElements: most, element };
}

function mapType(schema: JsonSchema, values: JsonSchema): DeclaredType | undefined {
  const element = declaredType(values);
  if (element === undefined) return undefined;
  const most = sizeOf(schema['maxProperties']) ?? Math.floor((maxRequestBytes - 2) / (element.minBytes + 6));
  return { kind: 'map', minBytes: 2, maxElements: most, element };
}

const text = simple('string', 2, maxRequestBytes - 2);
const metadata: DeclaredType = {
  kind: 'object',
  minBytes: 2,
  maxElements: 0,
  fields: new Map([
    ['name', text],
    ['generateName', text],
  ]),
};

function objectType(schema: JsonSchema, isObjectRoot: boolean): DeclaredType {
  const fields = new Map<string, DeclaredType>();
  const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : []);
  let minBytes = 2;
  for (const [name, property] of Object.entries(isRecord(schema['properties']) ? schema['properties'] : {})) {
    const type = isRecord(property) ? declaredType(property, property['x-kubernetes-embedded-resource'] === true) : undefined;
    if (type === undefined) continue;
    if (isReachable(name)) fields.set(celName(name), type);
    if (required.has(name) && (property as JsonSchema)['default'] === undefined) minBytes += name.length + type.minBytes + 4;
  }
  if (isObjectRoot) fields.set('apiVersion', text).set('kind', text).set('metadata', metadata);
  return { kind: 'object', minBytes, maxElements: 0, fields };
}

/** Whether CEL has a way to write the name of a field. */
const isReachable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(name);
