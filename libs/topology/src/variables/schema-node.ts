import type { JsonSchema, ValueShape } from '@capi/cel';

/** A JSON value that is an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A rule in CEL, as it is written. */
export interface RuleSource {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

/** One place in the schema of a variable. What is written as false or null is not set. */
export class SchemaNode implements ValueShape {
  readonly schema: JsonSchema;
  readonly type: string | undefined;
  /** Integers and texts alike. */
  readonly intOrString: boolean;
  readonly preservesUnknown: boolean;
  readonly required: readonly string[];
  readonly rules: readonly RuleSource[];
  readonly properties: ReadonlyMap<string, SchemaNode>;
  /** What the values of a map look like; undefined when no field is allowed but the declared ones. */
  readonly values: SchemaNode | undefined;
  readonly #items: SchemaNode | undefined;

  constructor(schema: JsonSchema) {
    this.schema = schema;
    this.intOrString = schema['x-kubernetes-int-or-string'] === true;
    this.type = this.intOrString || schema['type'] === '' ? undefined : (schema['type'] as string | undefined);
    this.preservesUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
    this.required = (schema['required'] as readonly string[] | undefined) ?? [];
    this.rules = (schema['x-kubernetes-validations'] as readonly RuleSource[] | undefined) ?? [];
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    this.properties = new Map(Object.entries(properties).map(([name, property]) => [name, nodeOf(property)]));
    this.values = schema['additionalProperties'] === undefined ? undefined : nodeOf(schema['additionalProperties']);
    this.#items = schema['items'] === undefined ? undefined : nodeOf(schema['items']);
  }

  /** What items of the list look like; anything when the schema does not say. */
  get items(): SchemaNode {
    return this.#items ?? anything();
  }

  get hasItems(): boolean {
    return this.#items !== undefined;
  }

  /** The default; undefined when there is none, which null is as well. */
  get default(): unknown {
    return this.schema['default'] ?? undefined;
  }

  /** The schema of one field; undefined for a field that is not known. */
  child(name: string): SchemaNode | undefined {
    return this.properties.get(name) ?? this.values ?? (this.preservesUnknown ? anything() : undefined);
  }

  /** The schema that a value must not fulfil. */
  get excluded(): SchemaNode | undefined {
    return this.schema['not'] === undefined ? undefined : nodeOf(this.schema['not']);
  }

  /** Sub-schemas that the same value is also held against. */
  branches(key: 'allOf' | 'anyOf' | 'oneOf'): readonly SchemaNode[] {
    const branches = this.schema[key];
    return Array.isArray(branches) ? branches.map(nodeOf) : [];
  }
}

/** A node for what should be a schema; admission has looked at the types before. */
export const nodeOf = (schema: unknown): SchemaNode => new SchemaNode(isObject(schema) ? schema : {});

let any: SchemaNode | undefined;
const anything = (): SchemaNode => (any ??= new SchemaNode({ 'x-kubernetes-preserve-unknown-fields': true }));
