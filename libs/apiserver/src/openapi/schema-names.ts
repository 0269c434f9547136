import { referencePrefix } from '../built-in/parse-definitions.ts';
import type { ServedResource } from '../served-resource.ts';

/**
 * The name of a kind's schema in OpenAPI documents: built-in types keep theirs, custom kinds are named by the reversed group
 * (`io.x-k8s.cluster.v1beta2.Machine`).
 */
export function schemaName({ schema, group, version, kind }: ServedResource): string {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return reference.slice(referencePrefix.length);
  return [...group.split('.').toReversed(), version, kind].join('.');
}

/** The name of the schema of a kind's lists. */
export const listSchemaName = (resource: ServedResource): string => {
  const name = schemaName(resource);
  return `${name.slice(0, name.lastIndexOf('.') + 1)}${resource.listKind}`;
};
