import type { TSchema } from 'typebox';

import type { KindDeclaration } from '../schema/define-kind.ts';

/** Plain JSON Schema, as a CRD or a validator takes it. */
export interface JsonSchema {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

/**
 * The schema of whole objects of a kind in one version: metadata, spec and status together, as plain JSON with sorted fields.
 * @throws Error when the kind has no such version: a mistake of the caller
 */
export function schemaOf(kind: { readonly declaration: KindDeclaration }, version: string): JsonSchema {
  const declared = kind.declaration.versions[version];
  if (declared === undefined) throw new Error(`${kind.declaration.kind} has no version ${version}`);
  const { description, spec, status, fields = {}, requiresMetadata = false } = declared;
  const required = [...(requiresMetadata ? ['metadata'] : []), ...(spec === undefined || isOptional(spec) ? [] : ['spec'])];
  return {
    description,
    type: 'object',
    properties: {
      apiVersion: { description: 'Group and version that this object is written in.', type: 'string' },
      kind: { description: 'What the object is, in CamelCase.', type: 'string' },
      metadata: { type: 'object' },
      ...(spec === undefined ? {} : { spec: plain(spec) }),
      ...(status === undefined ? {} : { status: plain(status) }),
      ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, plain(field)])),
    },
    ...(required.length === 0 ? {} : { required }),
  };
}

// TypeBox marks optional fields on the schema object itself, out of sight of JSON.
const isOptional = (schema: TSchema): boolean => (schema as { readonly '~optional'?: true })['~optional'] === true;

function plain(schema: TSchema): JsonSchema {
  return sorted(JSON.parse(JSON.stringify(schema)) as JsonSchema);
}

/** Sorts the fields of every object, so that the order of declaration does not show in what is generated. */
function sorted(schema: JsonSchema): JsonSchema {
  const { description, type, properties, required, items, additionalProperties, ...rest } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...(type === undefined ? {} : { type }),
    ...rest,
    ...(additionalProperties === undefined ? {} : { additionalProperties: sorted(additionalProperties) }),
    ...(items === undefined ? {} : { items: sorted(items) }),
    ...(properties === undefined ? {} : { properties: sortedFields(properties) }),
    ...(required === undefined || required.length === 0 ? {} : { required: required.toSorted() }),
  };
}

const sortedFields = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, sorted(schema)]),
  );
