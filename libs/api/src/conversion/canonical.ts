import { parseDuration, printDuration, rewriteInstant } from '@capi/seams';
import type { TSchema } from 'typebox';

import { inTruth } from '../schema/in-truth.ts';
import { holdsDuration } from '../schema/vocabulary.ts';
import { whenZero, type ZeroRule } from '../schema/zero-value.ts';
import { objectIn, type Draft, type Json } from './json.ts';
import { writtenQuantity } from './quantity.ts';

// Upstream's programs read an object into structs and write it out again; the text in which an object of an old version carries
// its hub object has gone that way, too. What is lost on it follows from the schema, nearly: fields that nobody knows, zeros where
// only other values mean something, structs without contents, empty lists.

interface Known {
  readonly [inTruth]?: () => TSchema;
  readonly [whenZero]?: ZeroRule;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly [holdsDuration]?: boolean;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly additionalProperties?: TSchema;
  readonly minProperties?: number;
  readonly minLength?: number;
  readonly minimum?: number;
}

/** Spec and status of a kind in one version. */
export interface Shape {
  readonly spec?: TSchema;
  readonly status?: TSchema;
}

/** `undefined` stands for absence, coming and going. */
type Reading = (value: unknown) => unknown;

/**
 * Reads objects as upstream's programs read them into their structs: what is zero is gone where zero says nothing. Lists and maps that
 * are there but empty stay, since the structs around them count as filled; see {@link writerOf}.
 */
export const readerOf = (shape: Shape): ((object: Json) => Json) => partsOf(shape, (schema) => fieldReading(schema, true));

/** Writes such objects out: without empty lists and maps, but for lists whose field is named in `kept`. */
export const writerOf = (shape: Shape, kept: ReadonlySet<string>): ((object: Json) => Json) =>
  partsOf(shape, (schema) => writingOf(schema, kept));

function partsOf(shape: Shape, compile: (schema: TSchema) => Reading): (object: Json) => Json {
  // Compiled when first used: a process that starts needs few of all kinds and versions.
  const parts = new Map<string, Reading>();
  return (object) => {
    const out: Draft = { ...object };
    for (const name of ['spec', 'status'] as const) {
      const schema = shape[name];
      if (schema === undefined) continue;
      const part = parts.get(name) ?? compile(schema);
      parts.set(name, part);
      out[name] = part(object[name]);
      if (out[name] === undefined) delete out[name];
    }
    return out;
  };
}

function fieldReading(schema: TSchema, required: boolean): Reading {
  const known = schema as Known;
  if (known[inTruth] !== undefined) return later(() => fieldReading(known[inTruth]?.() ?? schema, false));
  const zero = known[whenZero];
  if (known.properties !== undefined) {
    const read = structReading(known);
    const dropped =
      zero === undefined ? required || (known.minProperties ?? 0) > 0 || (known.required ?? []).length > 0 : zero === 'dropped';
    return (value) => {
      const object = objectIn(value);
      if (object === undefined) return zero === 'shown' ? read({}) : undefined;
      const out = read(object);
      return dropped && isEmpty(out) ? undefined : out;
    };
  }
  if (known.additionalProperties !== undefined) return mapReading(known.additionalProperties);
  if (known.items !== undefined) return listReading(known.items);
  return scalarReading(known);
}

/** Compiles a schema that holds itself only as far as there are objects. */
function later(compile: () => Reading): Reading {
  let compiled: Reading | undefined;
  return (value) => {
    if (value === undefined) return undefined;
    compiled ??= compile();
    return compiled(value);
  };
}

function structReading({ properties = {}, required = [] }: Known): (object: Json) => Draft {
  const fields = Object.entries(properties).map(([name, schema]) => [name, fieldReading(schema, required.includes(name))] as const);
  return (object) => {
    const out: Draft = {};
    for (const [name, read] of fields) {
      const value = read(object[name] ?? undefined);
      if (value !== undefined) out[name] = value;
    }
    return out;
  };
}

function mapReading(values: TSchema): Reading {
  const read = itemReading(values);
  return (value) => {
    const object = objectIn(value);
    return object === undefined ? undefined : Object.fromEntries(Object.entries(object).map(([name, item]) => [name, read(item)]));
  };
}

function listReading(items: TSchema): Reading {
  const read = itemReading(items);
  return (value) => (Array.isArray(value) ? value.map(read) : undefined);
}

/** Items of lists and maps are there, zero or not. */
function itemReading(schema: TSchema): Reading {
  const known = schema as Known;
  if (known.properties !== undefined) {
    const read = structReading(known);
    return (value) => read(objectIn(value) ?? {});
  }
  if (known.items !== undefined || known.additionalProperties !== undefined || known[inTruth] !== undefined)
    return fieldReading(schema, true);
  if (isQuantity(known)) return writtenQuantity;
  // Bytes, texts here, count as a list in Go: empty they make the struct around them more than nothing, and then are not written.
  return (value) => (Array.isArray(value) && value.length === 0 && known.type === 'string' ? undefined : value);
}

// Of what may be a number or a text only amounts have a pattern.
const isQuantity = (known: Known): boolean => known['x-kubernetes-int-or-string'] === true && known.pattern !== undefined;

function scalarReading(known: Known): Reading {
  const zero = known[whenZero];
  if (known.format === 'date-time') return timeReading(zero === 'shown');
  if (known[holdsDuration] === true) return durationReading(zero === 'shown');
  if (isQuantity(known)) return writtenQuantity;
  // Bytes that are empty count for the struct around them, as an empty list does, and are not written.
  if (known.format === 'byte') return (value) => (value === '' ? [] : (value ?? undefined));
  if (known.type === 'string') return zeroReading('', zero ?? (known.minLength === 0 ? 'kept' : 'dropped'));
  if (known.type === 'integer') return zeroReading(0, zero ?? ((known.minimum ?? 0) > 0 ? 'dropped' : 'kept'));
  return zeroReading(false, zero ?? 'kept');
}

const zeroReading =
  (zero: unknown, rule: ZeroRule): Reading =>
  (value) =>
    rule === 'shown' ? (value ?? zero) : rule === 'dropped' && value === zero ? undefined : (value ?? undefined);

/** Times in whole seconds of UTC; a time that is always shown is `null` when there is none. */
const timeReading =
  (shown: boolean): Reading =>
  (value) => {
    const written = typeof value === 'string' ? rewriteInstant(value) : undefined;
    return written ?? (shown ? null : undefined);
  };

/** Durations as Go writes them; one that is always shown is `0s` when there is none. */
const durationReading =
  (shown: boolean): Reading =>
  (value) => {
    const length = typeof value === 'string' ? parseDuration(value) : undefined;
    return length === undefined ? (shown ? '0s' : undefined) : printDuration(length);
  };

function writingOf(schema: TSchema, kept: ReadonlySet<string>): Reading {
  const known = schema as Known;
  if (known[inTruth] !== undefined) return later(() => writingOf(known[inTruth]?.() ?? schema, kept));
  if (known.properties !== undefined) {
    const fields = new Map(Object.entries(known.properties).map(([name, field]) => [name, writingOf(field, kept)] as const));
    return (value) => {
      const object = objectIn(value);
      if (object === undefined) return value;
      const out: Draft = {};
      for (const [name, item] of Object.entries(object)) {
        const field = fields.get(name);
        const written = field === undefined ? item : field(item);
        if (written !== undefined || (Array.isArray(item) && kept.has(name))) out[name] = written === undefined ? [] : written;
      }
      return out;
    };
  }
  if (known.additionalProperties !== undefined) {
    const write = writingOf(known.additionalProperties, kept);
    return (value) => {
      const object = objectIn(value);
      if (object === undefined) return Array.isArray(value) ? undefined : value;
      return isEmpty(object) ? undefined : Object.fromEntries(Object.entries(object).map(([name, item]) => [name, write(item)]));
    };
  }
  if (known.items !== undefined) {
    const write = writingOf(known.items, kept);
    const empty: unknown = known[whenZero] === undefined || known[whenZero] === 'dropped' ? undefined : [];
    return (value) => (Array.isArray(value) ? (value.length === 0 ? empty : value.map((item: unknown) => write(item) ?? item)) : value);
  }
  // Bytes that are empty come as an empty list, as anything does that counts for the struct around it and is not written.
  if (known.type === 'string') return (value) => (Array.isArray(value) && value.length === 0 ? undefined : value);
  return (value) => value;
}

const isEmpty = (object: Json): boolean => Object.keys(object).length === 0;
