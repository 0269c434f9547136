import { keyOf, type KubernetesObject, type ObjectKey, type OwnerReference, type Resource } from '@capi/api';
import type { Client, Runtime } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** Metadata to be written; absent parts stay as they are, and so does a label or annotation that is not named. */
export interface MetadataChange {
  readonly labels?: Readonly<Record<string, string | null>>;
  readonly annotations?: Readonly<Record<string, string | null>>;
  /** The whole list. */
  readonly ownerReferences?: readonly DeepReadonly<OwnerReference>[];
}

/**
 * Writes metadata of a cached object with one merge patch; nothing when the object is gone. A change of the owners is refused
 * (`Conflict`) when somebody else wrote the object since it was read, because the list is replaced as a whole.
 */
export async function patchMetadata<T extends KubernetesObject>(
  { client, cache }: Pick<Runtime, 'cache'> & { readonly client: Client },
  resource: Resource<T>,
  key: ObjectKey,
  change: MetadataChange,
  signal: AbortSignal,
): Promise<void> {
  const object = cache.get(resource, key);
  if (object === undefined) return;
  const lock = change.ownerReferences === undefined ? {} : { resourceVersion: object.metadata.resourceVersion };
  await client.patch(resource, keyOf(object), { type: 'merge', body: { metadata: { ...change, ...lock } } }, signal);
}
