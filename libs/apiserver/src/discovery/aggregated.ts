import type { ServedResource } from '../served-resource.ts';
import { subresourcesOf } from './discovery.ts';
import { groupVersions } from './versions.ts';

/** What a client accepts that wants all of discovery in one answer; also the content type of that answer. */
export const aggregatedMediaType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/**
 * Everything below `/api` or `/apis` in one document (`apidiscovery.k8s.io/v2`).
 * @param part `core` for `/api`, `named` for `/apis`
 */
export function aggregatedDiscovery(resources: readonly ServedResource[], part: 'core' | 'named'): unknown {
  const groups = [...groupVersions(resources)].filter(([group]) => (group === '') === (part === 'core'));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(([group, versions]) => ({
      metadata: group === '' ? {} : { name: group },
      versions: versions.map((version) => ({
        version,
        resources: resources.filter((resource) => resource.group === group && resource.version === version).map(entryOf),
        freshness: 'Current',
      })),
    })),
  };
}

function entryOf(resource: ServedResource): object {
  const { group, version, kind, plural, singular, namespaced, shortNames, categories, verbs } = resource;
  const subresources = subresourcesOf(resource).map((sub) => ({
    subresource: sub.name,
    responseKind: { group: sub.group ?? group, version: sub.version ?? version, kind: sub.kind },
    verbs: sub.verbs,
  }));
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}
