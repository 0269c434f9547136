import type { Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry, StoredObject } from '../storage/entry.ts';
import { isFinished } from './update.ts';

type Metadata = StoredObject['metadata'];

/**
 * Writes an object with finalizers or owners taken away, as the server's own controllers do; the object goes when nothing holds
 * it any more.
 */
export function releaseObject(
  context: ServerContext,
  endpoint: Endpoint,
  entry: Entry,
  remaining: { readonly finalizers?: Metadata['finalizers']; readonly ownerReferences?: Metadata['ownerReferences'] },
): void {
  const { finalizers, ownerReferences, ...metadata } = entry.object.metadata;
  const kept = { finalizers, ownerReferences, ...remaining };
  const next: StoredObject = {
    ...entry.object,
    metadata: {
      ...metadata,
      ...(kept.finalizers === undefined || kept.finalizers.length === 0 ? {} : { finalizers: kept.finalizers }),
      ...(kept.ownerReferences === undefined || kept.ownerReferences.length === 0 ? {} : { ownerReferences: kept.ownerReferences }),
    },
  };
  writeOrRemove(context, endpoint, entry, next);
}

/** Stores a state, or deletes the object when that state has nothing left to wait for. */
export function writeOrRemove({ storage }: ServerContext, endpoint: Endpoint, entry: Entry, next: StoredObject): void {
  if (isFinished(next)) storage.remove(endpoint.storage, entry.key, entry, next);
  else storage.put(endpoint.storage, entry.key, next, entry);
}
