import { controllerUser } from '../authentication/user-info.ts';
import type { Steps } from '../background/steps.ts';
import { StatusError } from '../errors/status-error.ts';
import { deleteObject } from '../objects/delete.ts';
import { writeOrRemove } from '../objects/release-object.ts';
import type { ServerContext } from '../server-context.ts';
import type { Entry, StoredObject } from '../storage/entry.ts';
import { inNamespace } from '../storage/table.ts';

const namespaces = 'namespaces';

const user = controllerUser('namespace-controller');

/** Deletes what is in a namespace that is to go, and lets the namespace go when it is empty. */
export function emptyNamespaces(context: ServerContext): void {
  const { storage, work } = context;
  const look = (name: string | undefined): void => {
    if (name === undefined) return;
    const entry = storage.get(namespaces, name);
    if (entry?.object.metadata.deletionTimestamp !== undefined) work.add(`empty namespace ${name}`, () => empty(context, name));
  };
  storage.onWrite(({ resource, type, entry }) => {
    if (resource === namespaces) look(entry.key);
    else if (type === 'DELETED') look(entry.object.metadata.namespace);
  });
  for (const entry of storage.table(namespaces).snapshot()) look(entry.key);
}

function* empty(context: ServerContext, name: string): Steps<void> {
  const { storage, registry } = context;
  let refusal: StatusError | undefined;
  for (const resource of storage.resources()) {
    const endpoint = registry.stored(resource);
    if (endpoint?.resource.namespaced !== true) continue;
    for (const entry of inNamespace(storage.table(resource).snapshot(), name)) {
      if (entry.object.metadata.deletionTimestamp !== undefined) continue;
      try {
        yield* deleteObject(context, endpoint, entry, {
          dryRun: false,
          preconditions: {},
          propagationPolicy: 'Background',
          user,
          collection: true,
        });
      } catch (error) {
        // What a webhook holds back may have to wait for the rest to go first.
        if (!(error instanceof StatusError)) throw error;
        refusal ??= error;
      }
    }
  }
  if (refusal !== undefined) throw refusal;
  const namespace = storage.get(namespaces, name);
  if (namespace !== undefined && isEmpty(context, name)) finalize(context, namespace);
}

const isEmpty = ({ storage, registry }: ServerContext, name: string): boolean =>
  storage
    .resources()
    .every(
      (resource) =>
        registry.stored(resource)?.resource.namespaced !== true || inNamespace(storage.table(resource).snapshot(), name).length === 0,
    );

/** Takes the finalizer in spec away; those in metadata may still hold the namespace. */
function finalize(context: ServerContext, namespace: Entry): void {
  const endpoint = context.registry.stored(namespaces);
  const { spec } = namespace.object as { spec?: { finalizers?: readonly string[] } };
  if (endpoint === undefined || spec?.finalizers?.includes('kubernetes') !== true) return;
  const finalizers = spec.finalizers.filter((finalizer) => finalizer !== 'kubernetes');
  writeOrRemove(context, endpoint, namespace, { ...namespace.object, spec: { finalizers } } as StoredObject);
}
