import { kinds } from '../kinds.ts';
import { crdOf } from './crd-of.ts';
import { schemaOf, type JsonSchema } from './schema-of.ts';

/** Paths of all fields below a schema that have no description. */
const undescribed = (schema: JsonSchema, path: string): readonly string[] => [
  ...(schema.description === undefined ? [path] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => undescribed(field, `${path}.${name}`)),
  ...(schema.items === undefined ? [] : undescribed(schema.items, `${path}[]`)),
];

describe('CRD', () => {
  test.each(kinds)('of $kind names the plural, the list and the provider', (kind) => {
    const crd = crdOf(kind);
    expect(crd.metadata.name).toBe(`${kind.plural}.${kind.group}`);
    expect(crd.spec.names).toMatchObject({ kind: kind.kind, listKind: `${kind.kind}List`, singular: kind.kind.toLowerCase() });
    // clusterctl's inventory is no provider's.
    const label = kind.group.startsWith('clusterctl.') ? 'clusterctl.cluster.x-k8s.io/core' : 'cluster.x-k8s.io/provider';
    expect(crd.metadata.labels).toHaveProperty([label]);
  });

  test.each(kinds)('of $kind stores exactly one version', (kind) => {
    expect(crdOf(kind).spec.versions.filter(({ storage }) => storage)).toHaveLength(1);
  });

  test.each(kinds)('of $kind describes every field', (kind) => {
    const { metadata: _, ...fields } = schemaOf(kind, kind.version).properties ?? {};
    expect(Object.entries(fields).flatMap(([name, field]) => undescribed(field, name))).toEqual([]);
  });
});
