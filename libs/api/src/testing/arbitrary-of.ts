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

/** How objects are generated. */
export interface ArbitraryOptions {
  /**
   * Whether there may be values that say nothing: empty texts, lists, maps and structs, and zeros. Clients hardly ever write them, and
   * old versions cannot tell them from absence. They are left out when absent.
   */
  readonly withZeros?: boolean;
}

/** What holds for a place in the schema. */
interface Place {
  readonly depth: number;
  readonly zeros: boolean;
  /** A reference to a provider object, as the version writes it. */
  readonly reference: Arbitrary<unknown>;
}

/**
 * Whole objects of a kind in one version, valid by its schema, CEL rules included: every field that there is appears now and then, and
 * lists, maps and texts are small. References name provider kinds in the object's own namespace, `team-a`, in the version that clients
 * of that time use. The same seed gives the same objects.
 * @throws Error when the kind has no such version, or a schema has a CEL rule that nothing is known about: a mistake of the caller
 */
export function arbitraryOf<K extends { readonly declaration: KindDeclaration }, V extends keyof K['declaration']['versions'] & string>(
  kind: K,
  version: V,
  { withZeros = false }: ArbitraryOptions = {},
): Arbitrary<ObjectOf<K, V>> {
  const { group, kind: name, versions } = kind.declaration;
  const declared = versions[version];
  if (declared === undefined) throw new Error(`${name} has no version ${version}`);
  const { spec, status, fields = {} } = declared;
  const properties = { ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }), ...fields };
  const required = Object.entries(properties).flatMap(([part, schema]) => ('~optional' in schema || part === 'status' ? [] : [part]));
  const place = { depth: 0, zeros: withZeros, reference: referenceIn(version === 'v1alpha2' ? version : 'v1beta2') };
  const arbitrary = fc
    .tuple(metadata, structOf({ properties, required }, place))
    .map(([meta, contents]) => ({ apiVersion: `${group}/${version}`, kind: name, metadata: meta, ...(contents as object) }));
  return arbitrary as unknown as Arbitrary<ObjectOf<K, V>>;
}

const namespace = 'team-a';
const word = fc.constantFrom('a', 'web', 'node-1', 'gamma', 'x.y', 'worker-pool');
const words = (minimum: number, maximum: number): Arbitrary<string> =>
  fc.string({ unit: 'grapheme-ascii', minLength: minimum, maxLength: Math.min(maximum, minimum + 8) });
const keys = fc.constantFrom('app', 'example.com/tier', 'x', 'constructor', 'cluster.x-k8s.io/note');
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

const providerKind = fc.constantFrom('DevMachine', 'DevMachineTemplate', 'DockerCluster');
/** References of old versions can carry more than the hub has a place for; these carry what comes back. */
const referenceIn = (version: string): Arbitrary<unknown> =>
  fc.tuple(providerKind, word).map(([kind, name]) => ({ apiVersion: `infrastructure.cluster.x-k8s.io/${version}`, kind, name, namespace }));
const nodeReference = word.map((name) => ({ apiVersion: 'v1', kind: 'Node', name }));

const below = (place: Place, levels = 1): Place => ({ ...place, depth: place.depth + levels });

function valueOf(schema: TSchema, place: Place): Arbitrary<unknown> {
  const known = schema as unknown as Known;
  const rules = known['x-kubernetes-validations'] ?? [];
  const pattern = rules.map(({ rule }) => patternOf(rule)).find((text) => text !== undefined);
  const made =
    known[inTruth] === undefined
      ? plainValueOf(pattern === undefined ? known : { ...known, pattern }, place)
      : valueOf(known[inTruth](), below(place, deepest));
  return rules.length === 0 ? made : made.filter((value) => rules.every(({ rule }) => rulesHold(rule, value)));
}

function plainValueOf(known: Known, place: Place): Arbitrary<unknown> {
  if (known.properties === ObjectReference.properties) return place.reference;
  if (known.properties !== undefined) return structOf(known, place);
  if (known.additionalProperties !== undefined) return mapOf(known.additionalProperties, place);
  if (known.items !== undefined) return listOf(known, place);
  if (known['x-kubernetes-int-or-string'] === true) {
    return known.pattern === undefined ? fc.oneof(fc.nat(100), fc.constantFrom('25%', '100%')) : fc.constantFrom('1', '500m', '2Gi');
  }
  if (known.enum !== undefined) return fc.constantFrom(...known.enum);
  switch (known.type) {
    case 'string':
      return textOf(known, place);
    case 'integer':
      return fc.integer({ min: known.minimum ?? (place.zeros ? -1 : 1), max: Math.min(known.maximum ?? 1000, 100_000) });
    case 'boolean':
      return fc.boolean();
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null);
  }
}

function textOf(known: Known, { zeros }: Place): Arbitrary<unknown> {
  const [shortest, longest] = [known.minLength ?? 0, known.maxLength ?? 20];
  if (known[holdsDuration] === true)
    return fc.integer({ min: zeros ? 0 : 1, max: 100_000 }).map((length) => printDuration(seconds(length)));
  if (known.format === 'date-time') return fc.integer({ min: 1, max: 4_000_000_000 }).map((moment) => printInstant(instant(moment * 1000)));
  if (known.format === 'byte') return fc.base64String({ minLength: Math.max(4, shortest), maxLength: 24 });
  if (known.pattern === undefined) return words(Math.max(shortest, zeros ? 0 : 1), longest);
  return matching(known.pattern).filter((text) => text.length >= shortest && text.length <= longest);
}

// Few patterns serve many fields, and reading one takes longer than making a text of it.
const patterns = new Map<string, Arbitrary<string>>();

function matching(pattern: string): Arbitrary<string> {
  const found = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern), { size: 'xsmall' });
  patterns.set(pattern, found);
  return found;
}

const absent = Symbol('absent');

/** Fields appear by chance, the more so the nearer they are to the root; a struct that must not be empty is not. */
function structOf({ properties = {}, required = [], minProperties = 0 }: Known, place: Place): Arbitrary<unknown> {
  const names = Object.keys(properties);
  const filled = names.length > 0 && (minProperties > 0 || (!place.zeros && place.depth > 0));
  const mustHave = new Set(filled && names.length === 1 ? names : required);
  const fields = names.map((name) => fieldOf(name, properties[name] ?? {}, mustHave.has(name), place));
  const made = fc.tuple(...fields).map((values) => {
    const out: Record<string, unknown> = {};
    for (const [index, value] of values.entries()) if (value !== absent) out[names[index] ?? ''] = value;
    return out;
  });
  return filled && mustHave.size === 0 ? made.filter((value) => Object.keys(value).length > 0) : made;
}

function fieldOf(name: string, schema: TSchema, required: boolean, place: Place): Arbitrary<unknown> {
  const known = schema as Known;
  const nested = known[inTruth] !== undefined;
  if (nested && place.depth > deepest) return fc.constant(absent);
  const toNode = name === 'nodeRef' && known.properties === ObjectReference.properties;
  const value = toNode ? nodeReference : valueOf(schema, below(place));
  if (required) return value;
  const [present, missing] = nested ? [1, 5] : place.depth < 2 ? [1, 1] : [2, 3];
  return fc.oneof({ arbitrary: fc.constant(absent), weight: missing }, { arbitrary: value, weight: present });
}

const mapOf = (values: TSchema, place: Place): Arbitrary<unknown> =>
  fc.dictionary(keys, valueOf(values, below(place)), { minKeys: place.zeros ? 0 : 1, maxKeys: fewItems, noNullPrototype: true });

function listOf({ items = {}, minItems = 0, maxItems = Infinity, ...known }: Known, place: Place): Arbitrary<unknown> {
  const item = valueOf(items, below(place));
  const fewest = Math.max(minItems, place.zeros ? 0 : 1);
  const bounds = { minLength: fewest, maxLength: Math.min(maxItems, fewest + fewItems - 1) };
  const keyNames = known['x-kubernetes-list-map-keys'];
  if (keyNames === undefined) return fc.array(item, bounds);
  return fc.uniqueArray(item, {
    ...bounds,
    selector: (value) => JSON.stringify(keyNames.map((name) => (value as Readonly<Record<string, unknown>>)[name])),
  });
}
