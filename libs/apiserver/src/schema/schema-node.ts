import { reference, resolveReference } from '../built-in/definitions.ts';
import type { OpenApiSchema } from '../served-resource.ts';
import { readChecks, type Checks } from './checks.ts';
import { compileRules, type CompiledRule } from './rules.ts';

export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** How a list is merged and who can own what in it. */
export type ListKind = 'atomic' | 'set' | 'map';

/** Sub-schemas that the same value is also held against. */
export interface Branches {
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
}

/**
 * One place in a schema, ready to be walked. Children are made on first use, since the schema of JSON schemas contains itself.
 */
export class SchemaNode {
  readonly schema: OpenApiSchema;
  /** A type that this server brings along, known by name. */
  readonly builtIn: boolean;
  readonly type: JsonType | undefined;
  /** Integers and strings alike (`x-kubernetes-int-or-string`). */
  readonly intOrString: boolean;
  readonly nullable: boolean;
  /** Fields that are not declared are kept (`x-kubernetes-preserve-unknown-fields`, or a schema without any type). */
  readonly preservesUnknown: boolean;
  /** The value is a whole Kubernetes object (the root, or `x-kubernetes-embedded-resource`): apiVersion, kind and metadata are known. */
  readonly embedded: boolean;
  readonly list: ListKind;
  /** The fields that identify an item of a map list. */
  readonly listKeys: readonly string[];
  /** The field that identifies an item for strategic merge patches; undefined when the list is replaced. */
  readonly mergeKey: string | undefined;
  readonly patchStrategies: readonly string[];
  /** A map that one manager owns as a whole (`x-kubernetes-map-type: atomic`). */
  readonly atomicMap: boolean;
  readonly required: readonly string[];
  #properties: ReadonlyMap<string, SchemaNode> | undefined;
  #values: SchemaNode | false | undefined;
  #items: SchemaNode | undefined;
  #hasDefaults: boolean | undefined;
  #hasRules: boolean | undefined;
  #checks: Checks | false | undefined;
  #rules: readonly CompiledRule[] | undefined;
  #branches: Branches | undefined;

  constructor(schema: OpenApiSchema, wholeObject = false) {
    const own = resolved(schema);
    this.schema = own;
    this.builtIn = typeof schema['$ref'] === 'string';
    this.intOrString = own['x-kubernetes-int-or-string'] === true || own['format'] === 'int-or-string';
    this.type = this.intOrString ? undefined : (own['type'] as JsonType | undefined);
    this.nullable = own['nullable'] === true;
    this.embedded = wholeObject || own['x-kubernetes-embedded-resource'] === true;
    const typeless = this.type === undefined && !this.intOrString && own['properties'] === undefined;
    this.preservesUnknown = own['x-kubernetes-preserve-unknown-fields'] === true || typeless;
    this.list = (own['x-kubernetes-list-type'] as ListKind | undefined) ?? 'atomic';
    this.listKeys = (own['x-kubernetes-list-map-keys'] as readonly string[] | undefined) ?? [];
    this.patchStrategies = ((own['x-kubernetes-patch-strategy'] as string | undefined) ?? '').split(',').filter((part) => part !== '');
    this.mergeKey = this.patchStrategies.includes('merge') ? (own['x-kubernetes-patch-merge-key'] as string | undefined) : undefined;
    this.atomicMap = own['x-kubernetes-map-type'] === 'atomic';
    this.required = (own['required'] as readonly string[] | undefined) ?? [];
  }

  /** Declared fields. */
  get properties(): ReadonlyMap<string, SchemaNode> {
    return (this.#properties ??= this.#makeProperties());
  }

  /** What values of undeclared fields look like (`additionalProperties`); undefined when there must be none. */
  get values(): SchemaNode | undefined {
    return (this.#values ??= this.#makeValues()) || undefined;
  }

  /** Bounds, patterns, formats and choices; undefined when there are none. */
  get checks(): Checks | undefined {
    return (this.#checks ??= readChecks(this.schema)) || undefined;
  }

  /** CEL rules, compiled. */
  get rules(): readonly CompiledRule[] {
    return (this.#rules ??= compileRules(this.schema['x-kubernetes-validations']));
  }

  /** Alternatives and additions that only constrain. */
  get branches(): Branches {
    return (this.#branches ??= readBranches(this.schema));
  }

  /** Whether nothing is said about this place and all below it. */
  get isAnything(): boolean {
    return this === anything;
  }

  /** What items of the list look like; anything when the schema does not say. */
  get items(): SchemaNode {
    return (this.#items ??= nodeOf((this.schema['items'] as OpenApiSchema | undefined) ?? {}));
  }

  /** Whether anything at or below this place has a default. A place that contains itself has none by way of itself. */
  get hasDefaults(): boolean {
    if (this.#hasDefaults === undefined) {
      this.#hasDefaults = false;
      const children = [...this.properties.values(), ...(this.values === undefined ? [] : [this.values])];
      if (this.type === 'array') children.push(this.items);
      this.#hasDefaults = children.some((child) => child.schema['default'] !== undefined || child.hasDefaults);
    }
    return this.#hasDefaults;
  }

  /** Whether there is a rule at or below this place. A place that contains itself has none by way of itself. */
  get hasRules(): boolean {
    if (this.#hasRules === undefined) {
      this.#hasRules = this.rules.length > 0;
      const children = [...this.properties.values(), ...(this.values === undefined ? [] : [this.values])];
      if (this.type === 'array') children.push(this.items);
      this.#hasRules ||= children.some((child) => child.hasRules);
    }
    return this.#hasRules;
  }

  /** Whether null stands for absent here and goes away. */
  get dropsNull(): boolean {
    return !this.nullable && this.schema['default'] === undefined && (this.type !== undefined || this.intOrString);
  }

  /** The schema of one field, declared or not; undefined for a field that is not known here. */
  child(name: string): SchemaNode | undefined {
    return this.properties.get(name) ?? this.values ?? (this.preservesUnknown ? anything : undefined);
  }

  #makeProperties(): ReadonlyMap<string, SchemaNode> {
    const declared = Object.entries((this.schema['properties'] as Record<string, OpenApiSchema> | undefined) ?? {});
    const own = declared.map(([name, schema]): [string, SchemaNode] => [name, nodeOf(schema)]);
    return new Map(this.embedded ? [...own, ...impliedProperties()] : own);
  }

  #makeValues(): SchemaNode | false {
    const values = this.schema['additionalProperties'];
    if (values === undefined || values === false) return false;
    return values === true ? anything : nodeOf(values as OpenApiSchema);
  }
}

/** One node per built-in type wherever it is referred to: a type that contains itself is a circle, not an endless line. */
function nodeOf(schema: OpenApiSchema): SchemaNode {
  const name = schema['$ref'];
  if (typeof name !== 'string') return new SchemaNode(schema);
  const known = builtInNodes.get(name);
  if (known !== undefined) return known;
  const made = new SchemaNode(schema);
  builtInNodes.set(name, made);
  return made;
}
const builtInNodes = new Map<string, SchemaNode>();

/** A place about which nothing is said: any JSON, all of it kept. */
export const anything = new SchemaNode({});

/** What every object has whether its schema says so or not; a CRD's own schema of `metadata` only narrows names. */
function impliedProperties(): readonly [string, SchemaNode][] {
  implied ??= [
    ['apiVersion', new SchemaNode({ type: 'string' })],
    ['kind', new SchemaNode({ type: 'string' })],
    ['metadata', new SchemaNode(reference('meta.ObjectMeta'))],
  ];
  return implied;
}
let implied: readonly [string, SchemaNode][] | undefined;

/** Follows a reference; what stands beside a wrapped one (`allOf` with one item) adds to what it says. */
function resolved(schema: OpenApiSchema): OpenApiSchema {
  if (typeof schema['$ref'] === 'string') return resolved(resolveReference(schema['$ref']));
  const [only, ...more] = (schema['allOf'] as readonly OpenApiSchema[] | undefined) ?? [];
  if (only === undefined || more.length > 0 || typeof only['$ref'] !== 'string') return schema;
  const { allOf: _wrapped, ...beside } = schema;
  return { ...resolved(only), ...beside };
}

function readBranches(schema: OpenApiSchema): Branches {
  const list = (key: string): SchemaNode[] =>
    ((schema[key] as readonly OpenApiSchema[] | undefined) ?? []).map((branch) => new SchemaNode(branch));
  const not = schema['not'] as OpenApiSchema | undefined;
  return { allOf: list('allOf'), anyOf: list('anyOf'), oneOf: list('oneOf'), not: not === undefined ? undefined : new SchemaNode(not) };
}
