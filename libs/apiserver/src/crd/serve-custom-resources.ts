import { newUid } from '../objects/object-uid.ts';
import { equalJson, type JsonObject } from '../schema/json.ts';
import type { ServerContext } from '../server-context.ts';
import { customEndpoints, type Crd } from './custom-endpoints.ts';

const crds = 'customresourcedefinitions.apiextensions.k8s.io';

/** Serves what CRDs declare, from the moment that they are written until they are gone. */
export function serveCustomResources(context: ServerContext): void {
  const { storage, registry, random, webhookClient } = context;
  const ports = { client: webhookClient, newUid: () => newUid(random) };
  const serve = (crd: Crd): void => registry.setCustom(crd.metadata.name, customEndpoints(crd, ports));
  for (const entry of storage.table(crds).snapshot()) serve(entry.object as Crd);
  storage.onWrite(({ resource, type, entry, previous }) => {
    if (resource !== crds) return;
    if (type === 'DELETED') {
      registry.setCustom(entry.key, []);
      endWatches(context, entry.key);
      return;
    }
    const [before, after] = [specOf(previous?.object), specOf(entry.object)];
    if (before === after) return;
    serve(entry.object as Crd);
    if (before === undefined || isReadAlike(before, after)) return;
    const table = storage.table(entry.key);
    for (const object of [...table.snapshot(), ...table.history.since(0).map((event) => event.entry)]) object.forgetVersions();
    endWatches(context, entry.key);
  });
}

/** Whoever watches lists or watches again, and finds what is served then. */
function endWatches({ storage }: ServerContext, crd: string): void {
  for (const watcher of storage.table(crd).watchers) watcher.end();
}

const specOf = (object: object | undefined): JsonObject | undefined => (object as { spec?: JsonObject } | undefined)?.spec;

/** Whether objects look the same as before in every version, so that what was made of them can be kept. */
const isReadAlike = (before: JsonObject, after: JsonObject | undefined): boolean =>
  equalJson(before['versions'], after?.['versions']) && equalJson(before['conversion'], after?.['conversion']);
