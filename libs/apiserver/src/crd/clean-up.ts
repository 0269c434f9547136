import type { Steps } from '../background/steps.ts';
import { deleteObject } from '../objects/delete.ts';
import { releaseObject } from '../objects/release-object.ts';
import type { ServerContext } from '../server-context.ts';
import { cleanUpFinalizer } from './crd-rules.ts';

const crds = 'customresourcedefinitions.apiextensions.k8s.io';

/** Deletes all objects of a CRD that is to go, and lets the CRD go when none is left. */
export function cleanUpCustomResources(context: ServerContext): void {
  const { storage, work } = context;
  const look = (crd: string): void => {
    const entry = storage.get(crds, crd);
    if (entry?.object.metadata.deletionTimestamp !== undefined) work.add(`clean up ${crd}`, () => cleanUp(context, crd));
  };
  storage.onWrite(({ resource, type, entry }) => {
    if (resource === crds) look(entry.key);
    else if (type === 'DELETED') look(resource); // a CRD has the name under which its objects are stored
  });
  for (const entry of storage.table(crds).snapshot()) look(entry.key);
}

function* cleanUp(context: ServerContext, crd: string): Steps<void> {
  const { storage, registry } = context;
  const endpoint = registry.stored(crd);
  const objects = storage.table(crd);
  for (const entry of endpoint === undefined ? [] : objects.snapshot()) {
    if (endpoint === undefined || entry.object.metadata.deletionTimestamp !== undefined) continue;
    yield* deleteObject(context, endpoint, entry, { dryRun: false, preconditions: {}, propagationPolicy: 'Background' });
  }
  const definition = storage.get(crds, crd);
  const definitions = registry.stored(crds);
  if (objects.size > 0 || definition === undefined || definitions === undefined) return;
  const finalizers = (definition.object.metadata.finalizers ?? []).filter((finalizer) => finalizer !== cleanUpFinalizer);
  if (finalizers.length !== definition.object.metadata.finalizers?.length) releaseObject(context, definitions, definition, { finalizers });
}
