import { parseDuration, parseInstant, type DeepReadonly } from '@capi/seams';
import type { TSchema } from 'typebox';

import type { KubernetesObject } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';
import type { KindDeclaration } from '../schema/define-kind.ts';
import { holdsDuration } from '../schema/vocabulary.ts';
import type { FieldProblem } from './validator-of.ts';

/** An object that is as its static type says, or everything that keeps it from being read as one. */
export type Decoding<T extends KubernetesObject> =
  | { readonly object: DeepReadonly<T>; readonly problems?: undefined }
  | { readonly problems: readonly [FieldProblem, ...FieldProblem[]] };

/** Reads an object of one kind and version; does not change what it is given. */
export type Decoder<T extends KubernetesObject> = (json: unknown) => Decoding<T>;

/**
 * Reads JSON as Kubernetes reads it into the types of a kind, before any rule is looked at: every known field has the type that its
 * schema says, times, durations, amounts and bytes are such, numbers fit. Bounds, patterns, choices and required fields are not looked
 * at, unknown fields stay. A field that is `null` is absent; inside a list `null` is the empty value of its type.
 * @throws Error when the kind has no such version: a mistake of the caller
 */
export function decoderOf<T extends KubernetesObject>(
  kind: Resource<T> & { readonly declaration: KindDeclaration },
  version: string = kind.version,
): Decoder<T> {
  const declared = kind.declaration.versions[version];
  if (declared === undefined) throw new Error(`${kind.declaration.kind} has no version ${version}`);
  const { spec, status, fields = {} } = declared;
  const read = readerOf({
    type: 'object',
    properties: { ...objectFields, ...fields, ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) },
  } as unknown as TSchema);
  return (json) => {
    const problems: FieldProblem[] = [];
    const object = read(json, '', problems) as DeepReadonly<T>;
    const [first, ...others] = problems;
    return first === undefined ? { object } : { problems: [first, ...others] };
  };
}

/** The value as it may be used; what is wrong goes to `problems`. Answers the very value when there is nothing to change. */
type Reader = (value: unknown, path: string, problems: FieldProblem[]) => unknown;

/** What the readers look at of a schema. */
interface Shape {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly additionalProperties?: TSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly [holdsDuration]?: boolean;
}

const textMap = { type: 'object', additionalProperties: { type: 'string' } };
const time = { type: 'string', format: 'date-time' };
const objectFields = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      generateName: { type: 'string' },
      namespace: { type: 'string' },
      uid: { type: 'string' },
      resourceVersion: { type: 'string' },
      generation: { type: 'integer', format: 'int64' },
      creationTimestamp: time,
      deletionTimestamp: time,
      labels: textMap,
      annotations: textMap,
      finalizers: { type: 'array', items: { type: 'string' } },
      ownerReferences: { type: 'array', items: { type: 'object', properties: { kind: { type: 'string' }, name: { type: 'string' } } } },
    },
  },
};

function readerOf(schema: TSchema): Reader {
  const shape = schema as unknown as Shape;
  if (shape['x-kubernetes-int-or-string'] === true) return shape.pattern === undefined ? integerOrText : amount(shape.pattern);
  switch (shape.type) {
    case 'object':
      return shape.properties === undefined ? mapReader(shape.additionalProperties) : structReader(shape.properties);
    case 'array':
      return listReader(shape.items);
    case 'string':
      return textReader(shape);
    case 'integer':
      return integerReader(shape.format);
    case 'number':
      return must((value) => typeof value === 'number', 'must be a number');
    case 'boolean':
      return must((value) => typeof value === 'boolean', 'must be true or false');
    case undefined:
    default:
      return (value) => value;
  }
}

const must =
  (holds: (value: unknown) => boolean, why: string): Reader =>
  (value, path, problems) => {
    if (!holds(value)) problems.push({ path, why });
    return value;
  };

function textReader(shape: Shape): Reader {
  if (shape[holdsDuration] === true)
    return must((value) => isText(value) && parseDuration(value) !== undefined, 'must be a duration such as 1m30s');
  if (shape.format === 'date-time') return must((value) => isText(value) && isTime(value), 'must be a time such as 2026-11-21T09:52:00Z');
  if (shape.format === 'byte') return must((value) => isText(value) && base64.test(value.replaceAll(/[\r\n]/g, '')), 'must be base64');
  return must(isText, 'must be a text');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTime = (value: string): boolean => parseInstant(value) !== undefined && !/[tz]/.test(value);
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const fits = (bits: 32 | 64) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= -(2 ** (bits - 1)) && Number(value) <= 2 ** (bits - 1) - 1;
const integerReader = (format: string | undefined): Reader =>
  format === 'int64' ? must(fits(64), 'must be a whole number') : must(fits(32), 'must be a whole number of 32 bits');
const integerOrText = must((value) => isText(value) || fits(32)(value), 'must be a whole number of 32 bits or a text');
const amount = (pattern: string): Reader => {
  const amounts = new RegExp(pattern);
  return must((value) => (isText(value) ? amounts.test(value) : typeof value === 'number'), 'must be an amount such as 500m or 2Gi');
};

function structReader(properties: Readonly<Record<string, TSchema>>): Reader {
  const readers = new Map(Object.entries(properties).map(([name, schema]) => [name, readerOf(schema)]));
  return objectReader((value, name, path, problems) => {
    const read = readers.get(name);
    if (read === undefined) return value;
    return value === null ? undefined : read(value, path === '' ? name : `${path}.${name}`, problems);
  });
}

function mapReader(values: TSchema | undefined): Reader {
  if (values === undefined || typeof values !== 'object') return must(isObject, 'must be an object');
  const read = readerOf(values);
  const empty = emptyOf(values);
  return objectReader((value, name, path, problems) => (value === null ? empty : read(value, `${path}[${name}]`, problems)));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the fields one by one; a field that becomes undefined goes. */
function objectReader(readField: (value: unknown, name: string, path: string, problems: FieldProblem[]) => unknown): Reader {
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push({ path, why: 'must be an object' });
      return value;
    }
    let changed: Map<string, unknown> | undefined;
    for (const [name, field] of Object.entries(value)) {
      const become = readField(field, name, path, problems);
      if (become === field) continue;
      changed ??= new Map(Object.entries(value));
      if (become === undefined) changed.delete(name);
      else changed.set(name, become);
    }
    return changed === undefined ? value : Object.fromEntries(changed);
  };
}

function listReader(items: TSchema | undefined): Reader {
  if (items === undefined) return must(Array.isArray, 'must be a list');
  const read = readerOf(items);
  const empty = emptyOf(items);
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ path, why: 'must be a list' });
      return value;
    }
    const become = value.map((item: unknown, at) => (item === null ? empty : read(item, `${path}[${at}]`, problems)));
    return become.every((item, at) => item === value[at]) ? value : become;
  };
}

/** What Go makes of `null` where a value has to be. */
function emptyOf(schema: TSchema): unknown {
  const empties: Readonly<Record<string, unknown>> = { object: {}, string: '', integer: 0, number: 0, boolean: false };
  return empties[(schema as Shape).type ?? ''] ?? null;
}
