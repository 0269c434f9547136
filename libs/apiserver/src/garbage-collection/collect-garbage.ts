import { controllerUser } from '../authentication/user-info.ts';
import type { Steps } from '../background/steps.ts';
import { deleteObject, foregroundFinalizer, orphanFinalizer } from '../objects/delete.ts';
import { releaseObject } from '../objects/release-object.ts';
import type { Endpoint } from '../registry/endpoint.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry } from '../storage/entry.ts';
import type { StorageEvent } from '../storage/history.ts';
import { OwnerIndex, ownersOf, uidOf, type Located, type Owner } from './owner-index.ts';

const user = controllerUser('generic-garbage-collector');

/**
 * Deletes what has lost all its owners, and carries out foreground and orphan deletion.
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/ (behaviour)
 */
export function collectGarbage(context: ServerContext): void {
  const { storage, work } = context;
  const index = new OwnerIndex(storage);
  const later = (located: Located, task: (context: ServerContext, index: OwnerIndex, uid: string) => Steps<void>): void => {
    const uid = uidOf(located.entry);
    work.add(`${task.name} ${uid}`, () => task(context, index, uid));
  };
  const look = (located: Located): void => {
    if (ownersOf(located.entry).length > 0) later(located, collect);
    if (isHeldBy(located.entry, foregroundFinalizer)) later(located, finishForeground);
    if (isHeldBy(located.entry, orphanFinalizer)) later(located, orphanDependents);
  };
  storage.onWrite((event) => {
    index.apply(event);
    const { resource, entry } = event;
    if (event.type !== 'DELETED') look({ resource, entry });
    else for (const dependent of index.dependentsOf(uidOf(entry))) later(dependent, collect);
    // An owner that waits for its dependents may have waited for this one.
    for (const owner of formerOwners(event)) {
      const located = index.find(owner.uid);
      if (located !== undefined && isHeldBy(located.entry, foregroundFinalizer)) later(located, finishForeground);
    }
  });
  // What a killed server left undone.
  for (const resource of storage.resources()) for (const entry of storage.table(resource).snapshot()) look({ resource, entry });
}

const formerOwners = ({ previous }: StorageEvent): readonly Owner[] => (previous === undefined ? [] : ownersOf(previous));

const isHeldBy = ({ object }: Entry, finalizer: string): boolean =>
  object.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).includes(finalizer);

/** Where to write an object that may have changed since it was noticed. */
function located(
  context: ServerContext,
  index: OwnerIndex,
  uid: string,
): { readonly entry: Entry; readonly endpoint: Endpoint } | undefined {
  const found = index.find(uid);
  const endpoint = found === undefined ? undefined : context.registry.stored(found.resource);
  return found === undefined || endpoint === undefined ? undefined : { entry: found.entry, endpoint };
}

/** Deletes an object whose owners are all gone or going; lets go of those owners when another one is left. */
function* collect(context: ServerContext, index: OwnerIndex, uid: string): Steps<void> {
  const found = located(context, index, uid);
  if (found === undefined) return;
  const { entry, endpoint } = found;
  if (entry.object.metadata.deletionTimestamp !== undefined && !isHeldBy(entry, foregroundFinalizer)) return;
  const states = ownersOf(entry).map((owner) => ({ owner, state: stateOf(context, index, entry, owner) }));
  const gone = states.filter(({ state }) => state !== 'there');
  if (states.length === 0 || gone.length === 0) return;
  const there = states.filter(({ state }) => state === 'there').map(({ owner }) => owner);
  if (there.length > 0) {
    releaseObject(context, endpoint, entry, { ownerReferences: there });
    return;
  }
  // An owner that waits for what it owns waits for what that owns, too.
  const foreground = gone.some(({ state }) => state === 'waiting') && index.dependentsOf(uid).length > 0;
  yield* deleteObject(context, endpoint, entry, {
    dryRun: false,
    user,
    preconditions: { uid },
    ...(foreground ? { propagationPolicy: 'Foreground' as const } : {}),
  });
}

/** An owner is a real one when it has not only the uid but also kind, name and namespace (or none) that the reference implies. */
function stateOf(context: ServerContext, index: OwnerIndex, dependent: Entry, owner: Owner): 'there' | 'waiting' | 'gone' {
  const endpoint = context.registry.ofKind(owner.apiVersion, owner.kind);
  // Of a kind that is not served nothing can be known, least of all that it is gone.
  if (endpoint === undefined) return 'there';
  const found = index.find(owner.uid);
  if (found === undefined || found.resource !== endpoint.storage || found.entry.object.metadata.name !== owner.name) return 'gone';
  const namespace = found.entry.object.metadata.namespace;
  if (namespace !== undefined && namespace !== dependent.object.metadata.namespace) return 'gone';
  return isHeldBy(found.entry, foregroundFinalizer) ? 'waiting' : 'there';
}

/** Deletes all that an object owns; once nothing is left that blocks it, lets the object go. */
function* finishForeground(context: ServerContext, index: OwnerIndex, uid: string): Steps<void> {
  const found = located(context, index, uid);
  if (found === undefined || !isHeldBy(found.entry, foregroundFinalizer)) return;
  const dependents = index.dependentsOf(uid);
  const blocking = dependents.filter(({ entry }) =>
    ownersOf(entry).some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
  );
  if (blocking.length === 0) {
    release(context, found.endpoint, found.entry, foregroundFinalizer);
    return;
  }
  for (const dependent of dependents) yield* collect(context, index, uidOf(dependent.entry));
}

/** Takes an object out of the owners of all that it owns, then lets it go. */
// oxlint-disable-next-line require-yield -- letting go asks nobody: there is nothing to wait for
function* orphanDependents(context: ServerContext, index: OwnerIndex, uid: string): Steps<void> {
  for (const dependent of index.dependentsOf(uid)) {
    const endpoint = context.registry.stored(dependent.resource);
    if (endpoint === undefined) continue;
    const ownerReferences = ownersOf(dependent.entry).filter((owner) => owner.uid !== uid);
    releaseObject(context, endpoint, dependent.entry, { ownerReferences });
  }
  const found = located(context, index, uid);
  if (found !== undefined && isHeldBy(found.entry, orphanFinalizer)) release(context, found.endpoint, found.entry, orphanFinalizer);
}

function release(context: ServerContext, endpoint: Endpoint, entry: Entry, finalizer: string): void {
  releaseObject(context, endpoint, entry, { finalizers: (entry.object.metadata.finalizers ?? []).filter((name) => name !== finalizer) });
}
