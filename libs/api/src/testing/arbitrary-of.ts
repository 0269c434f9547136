import { printDuration, printInstant, instant, seconds } from '@capi/seams';
import fc, { type Arbitrary } from 'fast-check';
import type { TSchema } from 'typebox';

import type { KindDeclaration, ObjectOf } from '../schema/define-kind.ts';
import { inTruth } from '../schema/in-truth.ts';
import { holdsDuration } from '../schema/vocabulary.ts';
import { ObjectReference } from '../shapes/v1beta1/object-reference.ts';
import { patternOf, rulesHold } from './known-rules.ts';

/** All that generated objects of one version depend on. */
interface Known {
  readonly [inTruth]?: () => TSchema;
  readonly [holdsDuration]?: boolean;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly items?: TSchema;
  readonly additionalProperties?: TSchema;
  readonly minProperties?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string }[];
}

/** Most items of generated lists and maps, beyond what the schema asks for: enough for order and duplicates to matter. */
const fewItems = 2;
/** Schemas inside schemas are generated this deep. */
const deepest = 3;

/**
 * Whole objects of a kind in one version, valid by its schema, CEL rules included: every field that there is appears now and then, and
 * lists, maps and texts are small. References name provider kinds in the object's own namespace, `team-a`. The same seed gives the
 * same objects.
 * @throws Error when the kind has no such version, or a schema has a CEL rule that nothing is known about: a mistake of the caller
 */
export function arbitraryOf<K extends { readonly declaration: KindDeclaration }, V extends keyof K['declaration']['versions'] & string>(
  kind: K,
  version: V,
): Arbitrary<ObjectOf<K, V>> {
  const { group, kind: name, versions } = kind.declaration;
  const declared = versions[version];
  if (declared === undefined) throw new Error(`${name} has no version ${version}`);
  const { spec, status, fields = {} } = declared;
  const parts = { ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }), ...fields };
  const required = Object.entries(parts).flatMap(([part, schema]) => ('~optional' in schema || part === 'status' ? [] : [part]));
  const arbitrary = fc
    .tuple(metadata, structOf({ properties: parts, required }, 0))
    .map(([meta, contents]) => ({ apiVersion: `${group}/${version}`, kind: name, metadata: meta, ...(contents as object) }));
  return arbitrary as unknown as Arbitrary<ObjectOf<K, V>>;
}

const namespace = 'team-a';
const word = fc.constantFrom('a', 'web', 'node-1', 'gamma', 'x.y', 'worker-pool');
const words = (minimum: number, maximum: number): Arbitrary<string> =>
  fc.string({ unit: 'grapheme-ascii', minLength: minimum, maxLength: Math.min(maximum, minimum + 8) });
const keys = fc.constantFrom('app', 'example.com/tier', 'x', '', 'constructor', 'cluster.x-k8s.io/note');
const textMap = fc.dictionary(keys, fc.constantFrom('', 'true', 'web', '{"a":1}'), { maxKeys: fewItems, noNullPrototype: true });

const metadata = fc
  .record(
    { name: word, namespace: fc.constant(namespace), labels: textMap, annotations: textMap, generation: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: ['name', 'namespace'] },
  )
  .map(({ labels, annotations, ...rest }) => ({ ...rest, ...some({ labels }), ...some({ annotations }) }));

/** Without fields that hold nothing, as an API server keeps metadata. */
const some = (fields: Readonly<Record<string, object | undefined>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && Object.keys(value).length > 0));

const group = 'infrastructure.cluster.x-k8s.io';
const providerKind = fc.constantFrom('DevMachine', 'DevMachineTemplate', 'DockerCluster');
/** References of old versions carry more than the hub has a place for; these carry what comes back. */
const reference = fc.tuple(providerKind, word).map(([kind, name]) => ({ apiVersion: `${group}/v1beta2`, kind, name, namespace }));

function valueOf(schema: TSchema, depth: number): Arbitrary<unknown> {
  const known = schema as unknown as Known;
  const rules = known['x-kubernetes-validations'] ?? [];
  const pattern = rules.map(({ rule }) => patternOf(rule)).find((text) => text !== undefined);
  const made =
    known[inTruth] !== undefined
      ? valueOf(known[inTruth](), depth + deepest)
      : plainValueOf(pattern === undefined ? known : { ...known, pattern }, depth);
  return rules.length === 0 ? made : made.filter((value) => rules.every(({ rule }) => rulesHold(rule, value)));
}

function plainValueOf(known: Known, depth: number): Arbitrary<unknown> {
  if (known.properties === ObjectReference.properties) return reference;
  if (known.properties !== undefined) return structOf(known, depth);
  if (known.additionalProperties !== undefined) return mapOf(known.additionalProperties, depth);
  if (known.items !== undefined) return listOf(known, depth);
  if (known['x-kubernetes-int-or-string'] === true) {
    return known.pattern === undefined ? fc.oneof(fc.nat(100), fc.constantFrom('25%', '100%')) : fc.constantFrom('1', '500m', '2Gi');
  }
  if (known.enum !== undefined) return fc.constantFrom(...known.enum);
  switch (known.type) {
    case 'string':
      return textOf(known);
    case 'integer':
      return fc.integer({ min: known.minimum ?? -1, max: Math.min(known.maximum ?? 1000, 100_000) });
    case 'boolean':
      return fc.boolean();
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
  }
}

function textOf(known: Known): Arbitrary<unknown> {
  const [shortest, longest] = [known.minLength ?? 0, known.maxLength ?? 20];
  if (known[holdsDuration] === true) return fc.nat(100_000).map((length) => printDuration(seconds(length)));
  if (known.format === 'date-time') return fc.integer({ min: 1, max: 4_000_000_000 }).map((moment) => printInstant(instant(moment * 1000)));
  if (known.format === 'byte') return fc.base64String({ minLength: Math.max(4, shortest), maxLength: 24 });
  if (known.pattern === undefined) return words(shortest, longest);
  return fc
    .stringMatching(new RegExp(known.pattern), { size: 'xsmall' })
    .filter((text) => text.length >= shortest && text.length <= longest);
}

const absent = Symbol('absent');

/** Fields appear by chance, the more so the nearer they are to the root; a struct that must not be empty is not. */
function structOf({ properties = {}, required = [], minProperties = 0 }: Known, depth: number): Arbitrary<unknown> {
  const names = Object.keys(properties);
  const mustHave = new Set(minProperties > 0 && names.length === 1 ? names : required);
  const fields = names.map((name) => fieldOf(name, properties[name] ?? {}, mustHave.has(name), depth));
  const made = fc.tuple(...fields).map((values) => {
    const out: Record<string, unknown> = {};
    for (const [index, value] of values.entries()) if (value !== absent) out[names[index] ?? ''] = value;
    return out;
  });
  return minProperties > 0 && mustHave.size === 0 ? made.filter((value) => Object.keys(value).length > 0) : made;
}

function fieldOf(name: string, schema: TSchema, required: boolean, depth: number): Arbitrary<unknown> {
  const nested = (schema as Known)[inTruth] !== undefined;
  if (nested && depth > deepest) return fc.constant(absent);
  const value = name === 'nodeRef' ? nodeReferenceOf(schema, depth) : valueOf(schema, depth + 1);
  if (required) return value;
  const [present, missing] = nested ? [1, 5] : depth < 2 ? [1, 1] : [2, 3];
  return fc.oneof({ arbitrary: fc.constant(absent), weight: missing }, { arbitrary: value, weight: present });
}

const nodeReferenceOf = (schema: TSchema, depth: number): Arbitrary<unknown> =>
  (schema as Known).properties === ObjectReference.properties
    ? word.map((name) => ({ apiVersion: 'v1', kind: 'Node', name }))
    : valueOf(schema, depth + 1);

const mapOf = (values: TSchema, depth: number): Arbitrary<unknown> =>
  fc.dictionary(keys, valueOf(values, depth + 1), { maxKeys: fewItems, noNullPrototype: true });

function listOf({ items = {}, minItems = 0, maxItems = Infinity, ...known }: Known, depth: number): Arbitrary<unknown> {
  const item = valueOf(items, depth + 1);
  const bounds = { minLength: minItems, maxLength: Math.min(maxItems, minItems + fewItems) };
  const keyNames = known['x-kubernetes-list-map-keys'];
  if (keyNames === undefined) return fc.array(item, bounds);
  return fc.uniqueArray(item, {
    ...bounds,
    selector: (value) => JSON.stringify(keyNames.map((name) => (value as Readonly<Record<string, unknown>>)[name])),
  });
}
