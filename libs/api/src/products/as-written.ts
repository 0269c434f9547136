import type { DeepReadonly } from '@capi/seams';

import { readerOf, writerOf } from '../conversion/canonical.ts';
import type { Json } from '../conversion/json.ts';
import type { KubernetesObject } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';
import type { KindDeclaration, VersionDeclaration } from '../schema/define-kind.ts';

/**
 * As `asRead`, and then written out again as upstream's programs write their structs: without empty lists and maps either, but for the
 * few that mean something when they are empty.
 */
export function asWritten<T extends KubernetesObject>(
  kind: Resource<T> & { readonly declaration: KindDeclaration },
): (object: DeepReadonly<T>) => DeepReadonly<T> {
  const versions: Readonly<Record<string, VersionDeclaration>> = kind.declaration.versions;
  const { spec, status } = versions[kind.version] ?? {};
  const shape = { ...(spec === undefined ? {} : { spec }), ...(status === undefined ? {} : { status }) };
  const [read, write] = [readerOf(shape), writerOf(shape, new Set())];
  return (object) => write(read(object as unknown as Json)) as unknown as DeepReadonly<T>;
}
