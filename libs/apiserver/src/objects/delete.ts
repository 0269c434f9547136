import type { KubernetesObject } from '@capi/api';
import { printInstant } from '@capi/seams';

import { approve } from '../admission/approve.ts';
import { storedVersions, type Attributes } from '../admission/attributes.ts';
import { mutate } from '../admission/mutate.ts';
import type { Steps } from '../background/steps.ts';
import { conflict } from '../errors/status-error.ts';
import { subjectOf, type Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import { Entry, type StoredObject } from '../storage/entry.ts';
import { Outdated } from '../storage/object-storage.ts';
import type { DeleteOptions } from './delete-options.ts';
import { isFinished } from './update.ts';

/** Keeps an owner until all that it owns and that blocks it is gone. */
export const foregroundFinalizer = 'foregroundDeletion';
/** Keeps an owner until all that it owns has been let go. */
export const orphanFinalizer = 'orphan';

/** What a deletion led to: the object is gone, or stays until its finalizers are done. */
export interface Deletion {
  readonly entry: Entry;
  readonly gone: boolean;
}

/**
 * Deletes an object, or marks it for deletion when finalizers are in the way.
 * @throws StatusError Conflict when a precondition does not hold, or what a webhook refuses with
 * @throws Outdated when another write came while webhooks were asked
 */
export function* deleteObject(context: ServerContext, endpoint: Endpoint, current: Entry, options: DeleteOptions): Steps<Deletion> {
  requirePreconditions(endpoint, current.object, options);
  yield* approveDeletion(context, endpoint, current, options);
  if (context.storage.get(endpoint.storage, current.key) !== current) throw new Outdated(`${endpoint.storage} ${current.key}`);
  const marked = prepared(endpoint, current.object, markForDeletion(context, current.object, options));
  if (isFinished(marked)) {
    if (options.dryRun) return { entry: current, gone: true };
    return { entry: context.storage.remove(endpoint.storage, current.key, current), gone: true };
  }
  if (marked === current.object) return { entry: current, gone: false };
  const entry = options.dryRun
    ? new Entry(current.key, marked, current.revision, endpoint.conversion)
    : context.storage.put(endpoint.storage, current.key, marked, current);
  return { entry, gone: false };
}

/** Asks the webhooks that have a say in deletions. */
function* approveDeletion(context: ServerContext, endpoint: Endpoint, current: Entry, options: DeleteOptions): Steps<void> {
  const { user, dryRun, requested = {}, warnings = [], collection = false } = options;
  if (user === undefined) return;
  const { name, namespace } = current.object.metadata;
  const attributes: Attributes = {
    endpoint,
    operation: 'DELETE',
    // Who deletes a collection names none of its objects.
    name: collection ? undefined : name,
    namespace,
    user,
    dryRun,
    options: { kind: 'DeleteOptions', apiVersion: 'meta.k8s.io/v1', ...requested },
    warnings,
  };
  const old = storedVersions(endpoint, current);
  yield* mutate(context, attributes, undefined, old);
  yield* approve(context, attributes, { old });
}

function requirePreconditions(endpoint: Endpoint, { metadata }: StoredObject, { preconditions }: DeleteOptions): void {
  const subject = subjectOf(endpoint, metadata.name);
  const { uid, resourceVersion } = preconditions;
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflict(subject, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid ?? ''}`);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const found = `ResourceVersion in object meta: ${metadata.resourceVersion ?? ''}`;
    throw conflict(subject, `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ${found}`);
  }
}

const prepared = ({ rules }: Endpoint, before: StoredObject, marked: StoredObject): StoredObject =>
  marked === before ? marked : (rules.beforeDeletion?.(marked) ?? marked);

/** @returns the very object when it is marked already and nothing new is asked for */
function markForDeletion({ clock }: ServerContext, object: StoredObject, { propagationPolicy }: DeleteOptions): StoredObject {
  const before = object.metadata.finalizers ?? [];
  const finalizers = withPolicy(before, propagationPolicy);
  const same = finalizers.length === before.length && finalizers.every((finalizer, index) => finalizer === before[index]);
  const { deletionTimestamp, generation } = object.metadata;
  if (deletionTimestamp !== undefined && same) return object;
  const { finalizers: _before, ...metadata } = object.metadata;
  const marked = {
    ...metadata,
    ...(finalizers.length === 0 ? {} : { finalizers }),
    ...(deletionTimestamp !== undefined
      ? {}
      : {
          deletionTimestamp: printInstant(clock.now()),
          deletionGracePeriodSeconds: 0,
          // The wish to be gone is a change of the wish.
          ...(generation === undefined ? {} : { generation: generation + 1 }),
        }),
  } satisfies KubernetesObject['metadata'] | object;
  return { ...object, metadata: marked };
}

/** The policy is kept as a finalizer, for the garbage collector to act on; without one the object's own finalizers decide. */
function withPolicy(before: readonly string[], policy: DeleteOptions['propagationPolicy']): readonly string[] {
  if (policy === undefined) return before;
  const others = before.filter((finalizer) => finalizer !== foregroundFinalizer && finalizer !== orphanFinalizer);
  if (policy === 'Background') return others;
  return [...others, policy === 'Foreground' ? foregroundFinalizer : orphanFinalizer];
}
