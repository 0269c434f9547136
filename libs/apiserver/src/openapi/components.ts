import { definition, reference } from '../built-in/definitions.ts';
import { definitionName, referencePrefix } from '../built-in/parse-definitions.ts';
import { isObject } from '../schema/json.ts';
import type { OpenApiSchema, ServedResource } from '../served-resource.ts';
import { fieldDescription } from './descriptions.ts';
import { listSchemaName, schemaName } from './schema-names.ts';

type Schemas = Record<string, OpenApiSchema>;

const everywhere = ['meta.DeleteOptions', 'meta.Status', 'meta.Patch', 'meta.WatchEvent', 'meta.APIResourceList'];

/** All schemas that the documents of these kinds refer to, by name: the kinds, their lists, and what they are made of. */
export function components(resources: readonly ServedResource[]): Readonly<Schemas> {
  const schemas: Schemas = {};
  for (const resource of resources) {
    schemas[schemaName(resource)] = resource.custom
      ? customSchema(resource)
      : { ...definition(schemaName(resource)), ...groupVersionKind(resource) };
    if (resource.verbs.includes('list')) schemas[listSchemaName(resource)] = listSchema(resource);
    if (resource.scale !== undefined) addWithReferences('io.k8s.api.autoscaling.v1.Scale', schemas);
    for (const { kind, group } of resource.subresources) {
      if (kind === 'Eviction' || kind === 'TokenRequest' || kind === 'Binding') {
        addWithReferences(
          definitionName(`${kind === 'Binding' ? 'core' : kind === 'Eviction' ? 'policy' : 'authentication'}.${kind}`, group ?? ''),
          schemas,
        );
      }
    }
  }
  for (const name of everywhere) addWithReferences(definitionName(name, ''), schemas);
  for (const schema of Object.values(schemas)) addReferenced(schema, schemas);
  return Object.fromEntries(
    Object.entries(schemas)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, schema]) => [name, described(name, schema)]),
  );
}

function addWithReferences(name: string, schemas: Schemas): void {
  if (schemas[name] !== undefined) return;
  const schema = definition(name);
  schemas[name] = schema;
  addReferenced(schema, schemas);
}

function addReferenced(value: unknown, schemas: Schemas): void {
  if (Array.isArray(value)) for (const item of value) addReferenced(item, schemas);
  if (!isObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === '$ref' && typeof child === 'string') addWithReferences(child.slice(referencePrefix.length), schemas);
    else addReferenced(child, schemas);
  }
}

const groupVersionKind = ({ group, version, kind }: Pick<ServedResource, 'group' | 'version' | 'kind'>): OpenApiSchema => ({
  'x-kubernetes-group-version-kind': [{ group, version, kind }],
});

/** A custom kind as clients see it: with the fields that every object has. */
function customSchema(resource: ServedResource): OpenApiSchema {
  const { schema } = resource;
  const properties = (schema['properties'] as Schemas | undefined) ?? {};
  return {
    ...schema,
    properties: {
      ...properties,
      apiVersion: { type: 'string', ...properties['apiVersion'] },
      kind: { type: 'string', ...properties['kind'] },
      metadata: { allOf: [reference('meta.ObjectMeta')], description: fieldDescription('metadata') },
    },
    ...groupVersionKind(resource),
  };
}

const listSchema = (resource: ServedResource): OpenApiSchema => ({
  type: 'object',
  description: `A list of ${resource.kind} objects.`,
  required: ['items'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { allOf: [reference('meta.ListMeta')], description: 'Version of the list, and how to go on reading it.' },
    items: { type: 'array', items: { $ref: `${referencePrefix}${schemaName(resource)}` }, description: 'The objects.' },
  },
  ...groupVersionKind({ ...resource, kind: resource.listKind }),
});

/** Adds what is known about fields that carry no description of their own. */
function described(name: string, schema: OpenApiSchema): OpenApiSchema {
  const { properties } = schema;
  if (!isObject(properties)) return schema;
  const type = name.slice(name.lastIndexOf('.') + 1);
  const fields = Object.entries(properties as Schemas).map(([field, child]): [string, OpenApiSchema] => {
    const description = child['description'] ?? fieldDescription(field, type);
    if (description === undefined || child['description'] !== undefined) return [field, child];
    // A reference stands alone, so what is said beside it goes around it.
    return [field, '$ref' in child ? { allOf: [child], description } : { ...child, description }];
  });
  const own = schema['description'] ?? fieldDescription('', type);
  return { ...schema, ...(own === undefined ? {} : { description: own }), properties: Object.fromEntries(fields) };
}
