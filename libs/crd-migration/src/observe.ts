import { annotations, CustomResourceDefinition, keyOf, type ObjectKey, type Resource, type UnstructuredObject } from '@capi/api';
import type { Client, Runtime } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

import type { Observation, Phase, SeenDefinition } from './observation.ts';

/** Where objects of a CRD are read and written, in its storage version. */
export interface Served {
  readonly resource: Resource<UnstructuredObject>;
  /** Writes to the status pass by admission webhooks, which may refuse objects of long ago. */
  readonly hasStatus: boolean;
}

/** What was rewritten since a CRD is as it is. Kept in memory alone: to forget it costs writes, and nothing else. */
export interface Progress {
  isRewritten(definition: SeenDefinition, uid: string): boolean;
}

type Definition = DeepReadonly<CustomResourceDefinition>;

/** Where the objects of a CRD are found. */
export function servedBy({ spec }: Definition): Served | undefined {
  const storage = spec.versions.find((version) => version.storage);
  if (storage === undefined) return undefined;
  const { kind, plural } = spec.names;
  const subresources = storage['subresources'] as { readonly status?: unknown } | undefined;
  return {
    resource: { group: spec.group, version: storage.name, kind, plural, namespaced: spec.scope === 'Namespaced' },
    hasStatus: subresources?.status !== undefined,
  };
}

/**
 * Looks at a CRD and, if there is something to do, at all objects of its kind.
 * @returns undefined when the CRD is not there, or goes away
 */
export async function observe(
  { client, cache }: Pick<Runtime, 'client' | 'cache'>,
  { name }: ObjectKey,
  options: { readonly phases: readonly Phase[]; readonly progress: Progress },
  signal: AbortSignal,
): Promise<{ readonly seen: Observation; readonly served: Served } | undefined> {
  const cached = cache.get(CustomResourceDefinition, { name });
  if (cached === undefined || isMigrated(cached)) return undefined;
  // The cache keeps metadata of CRDs only, and a migration is too rare to keep more.
  const found = await client.get(CustomResourceDefinition, { name }, signal);
  const served = found === undefined ? undefined : servedBy(found);
  if (found === undefined || served === undefined || found.metadata.deletionTimestamp !== undefined) return undefined;
  const definition = definitionOf(found, served);
  const objects = isMigrated(found) ? [] : await listObjects(client, served, signal);
  return {
    served,
    seen: {
      definition,
      phases: options.phases,
      objects: objects.map((object) => ({
        key: keyOf(object),
        uid: object.metadata.uid ?? '',
        resourceVersion: object.metadata.resourceVersion ?? '',
        rewritten: options.progress.isRewritten(definition, object.metadata.uid ?? ''),
        managedFields: object.metadata.managedFields ?? [],
      })),
    },
  };
}

// Kinds that this process does not cache are listed just as well, and once per upgrade is not worth a watch.
const listObjects = (client: Client, { resource }: Served, signal: AbortSignal): Promise<readonly DeepReadonly<UnstructuredObject>[]> =>
  client.list(resource, {}, signal);

const migratedGeneration = ({ metadata }: Pick<Definition, 'metadata'>): string | undefined =>
  metadata.annotations?.[annotations.crdMigratedGeneration];

const isMigrated = (definition: Pick<Definition, 'metadata'>): boolean =>
  migratedGeneration(definition) === String(definition.metadata.generation ?? 0);

function definitionOf(definition: Definition, { resource }: Served): SeenDefinition {
  const { metadata, spec, status } = definition;
  const migrated = migratedGeneration(definition);
  return {
    name: metadata.name,
    resourceVersion: metadata.resourceVersion ?? '',
    generation: metadata.generation ?? 0,
    ...(migrated === undefined ? {} : { migratedGeneration: migrated }),
    storage: `${spec.group}/${resource.version}`,
    served: spec.versions.filter((version) => version.served).map((version) => `${spec.group}/${version.name}`),
    stored: status?.storedVersions ?? [],
  };
}
