import type { ServerContext } from '../server-context.ts';
import { customEndpoints, type Crd } from './custom-endpoints.ts';

const crds = 'customresourcedefinitions.apiextensions.k8s.io';

/** Serves what CRDs declare, from the moment that they are written until they are gone. */
export function serveCustomResources({ storage, registry }: ServerContext): void {
  for (const entry of storage.table(crds).snapshot()) registry.setCustom(entry.key, customEndpoints(entry.object as Crd));
  storage.onWrite(({ resource, type, entry, previous }) => {
    if (resource !== crds) return;
    if (type === 'DELETED') {
      registry.setCustom(entry.key, []);
      for (const watcher of storage.table(entry.key).watchers) watcher.end();
    } else if (specOf(previous?.object) !== specOf(entry.object)) registry.setCustom(entry.key, customEndpoints(entry.object as Crd));
  });
}

const specOf = (object: object | undefined): unknown => (object as { spec?: unknown } | undefined)?.spec;
