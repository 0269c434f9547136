import { builtInResources } from '../built-in/built-in-resources.ts';
import { fieldsOf } from '../protobuf/wire.ts';
import { isObject } from '../schema/json.ts';
import type { ServedResource } from '../served-resource.ts';
import { encodeOpenApiV2 } from './openapi-v2-protobuf.ts';
import { openApiV2 } from './openapi-v2.ts';
import { openApiIndex, openApiV3 } from './openapi-v3.ts';

const machine: ServedResource = {
  ...(builtInResources[0] as ServedResource),
  group: 'cluster.x-k8s.io',
  version: 'v1beta2',
  kind: 'Machine',
  listKind: 'MachineList',
  plural: 'machines',
  status: true,
  schema: { type: 'object', properties: { spec: { type: 'object', description: 'Wanted.', properties: { version: { type: 'string' } } } } },
  custom: true,
};
const resources = [...builtInResources, machine];

/** Where references lead that nothing answers to. */
function dangling(document: unknown, schemas: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(document)) return document.flatMap((item) => dangling(item, schemas));
  if (!isObject(document)) return [];
  return Object.entries(document).flatMap(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string') return dangling(value, schemas);
    return schemas[value.slice(value.lastIndexOf('/') + 1)] === undefined ? [value] : [];
  });
}

describe('OpenAPI', () => {
  const document = openApiV3(resources, 'cluster.x-k8s.io', 'v1beta2') as {
    components: { schemas: Record<string, Record<string, unknown>> };
    paths: Record<string, Record<string, unknown>>;
  };

  test('names custom kinds by the reversed group, and says which kind they are', () => {
    expect(document.components.schemas['io.x-k8s.cluster.v1beta2.Machine']).toMatchObject({
      'x-kubernetes-group-version-kind': [{ group: 'cluster.x-k8s.io', version: 'v1beta2', kind: 'Machine' }],
      properties: { spec: { description: 'Wanted.' }, apiVersion: { type: 'string' } },
    });
  });

  test('says that a patch can be tried and its fields validated', () => {
    const patch = document.paths['/apis/cluster.x-k8s.io/v1beta2/namespaces/{namespace}/machines/{name}']?.['patch'];
    const names = (patch as { parameters: readonly { name: string }[] }).parameters.map(({ name }) => name);
    expect(names).toEqual(['dryRun', 'fieldManager', 'fieldValidation', 'force']);
  });

  const groups = [...new Set(resources.map(({ group, version }) => `${group}/${version}`))].map(
    (text) => text.split('/') as [string, string],
  );
  test.each(groups)('of group %j, version %s has no reference that leads nowhere', (group, version) => {
    const each = openApiV3(resources, group, version) as typeof document;
    expect(dangling(each, each.components.schemas)).toEqual([]);
  });

  test('is indexed by addresses that change with the content', () => {
    const address = (of: readonly ServedResource[]): unknown =>
      (openApiIndex(of) as { paths: Record<string, { serverRelativeURL: string }> }).paths['apis/cluster.x-k8s.io/v1beta2']
        ?.serverRelativeURL;
    expect(address([machine])).toMatch(/^\/openapi\/v3\/apis\/cluster\.x-k8s\.io\/v1beta2\?hash=[0-9A-F]{64}$/);
    expect(address([machine])).not.toBe(address([{ ...machine, schema: { type: 'object' } }]));
  });

  test('of version 2 has all definitions in one document', () => {
    const swagger = openApiV2(resources) as { definitions: Record<string, { properties?: Record<string, unknown> }> };
    expect(dangling(swagger, swagger.definitions)).toEqual([]);
    const schemaOfSchemas = swagger.definitions['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps'];
    expect(Object.keys(schemaOfSchemas?.properties ?? {})).toEqual(expect.arrayContaining(['not', 'oneOf', 'nullable', '$ref']));
  });

  test('of version 2 promises no more of a kind than clients understand', () => {
    const spec = {
      type: 'object',
      required: ['free', 'set'],
      properties: {
        free: { type: 'string', nullable: true, default: 'x' },
        set: { type: 'string' },
        open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
        either: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      },
    };
    const swagger = openApiV2([{ ...machine, schema: { type: 'object', properties: { spec } } }]) as {
      definitions: Record<string, { properties: Record<string, unknown> }>;
    };
    expect(swagger.definitions['io.x-k8s.cluster.v1beta2.Machine']?.properties['spec']).toMatchObject({
      required: ['set'],
      properties: {
        free: {},
        set: { type: 'string' },
        open: { 'x-kubernetes-preserve-unknown-fields': true },
        either: { 'x-kubernetes-int-or-string': true },
      },
    });
  });

  test('of version 2 is written as a protocol buffer, too', () => {
    const bytes = encodeOpenApiV2(openApiV2([machine]));
    const inside = (message: Uint8Array, number: number): Uint8Array[] =>
      [...fieldsOf(message)].flatMap((field) => (field.number === number && typeof field.value !== 'bigint' ? [field.value] : []));
    const text = (message: Uint8Array | undefined): string => new TextDecoder().decode(message);
    expect(text(inside(bytes, 1)[0])).toBe('2.0');
    const definition = inside(inside(bytes, 9)[0] ?? bytes, 1).find((each) => text(inside(each, 1)[0]).endsWith('.Machine'));
    const schema = inside(definition ?? bytes, 2)[0] ?? bytes;
    const [extension = bytes] = inside(schema, 31);
    expect(text(inside(extension, 1)[0])).toBe('x-kubernetes-group-version-kind');
    expect(text(inside(inside(extension, 2)[0] ?? bytes, 2)[0])).toBe(
      '[{"group":"cluster.x-k8s.io","version":"v1beta2","kind":"Machine"}]',
    );
    const properties = inside(inside(schema, 25)[0] ?? bytes, 1).map((each) => text(inside(each, 1)[0]));
    expect(properties).toEqual(['spec', 'apiVersion', 'kind', 'metadata']);
  });
});
