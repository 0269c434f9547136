import type { DeepReadonly } from '@capi/seams';

import { readerOf } from '../conversion/canonical.ts';
import type { Json } from '../conversion/json.ts';
import type { KubernetesObject } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';
import type { KindDeclaration, VersionDeclaration } from '../schema/define-kind.ts';

/**
 * Reads objects of a kind in its storage version as upstream's programs read them into their structs: durations and times in one
 * spelling, without fields that nobody knows, without zeros where they say nothing. Two objects that mean the same are then the same.
 */
export function asRead<T extends KubernetesObject>(
  kind: Resource<T> & { readonly declaration: KindDeclaration },
): (object: DeepReadonly<T>) => DeepReadonly<T> {
  const versions: Readonly<Record<string, VersionDeclaration>> = kind.declaration.versions;
  const { spec, status } = versions[kind.version] ?? {};
  const read = readerOf({ ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) });
  return (object) => read(object as unknown as Json) as unknown as DeepReadonly<T>;
}
