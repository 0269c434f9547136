import { printKey, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';

import type { Selection } from './client.ts';

type Served = Pick<Resource<KubernetesObject>, 'group' | 'version' | 'kind' | 'plural' | 'namespaced'>;

/** Where the objects of a kind are served: in one namespace, or in all when none is given. */
export function collectionPath(resource: Served, namespace?: string): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  const within = namespace === undefined || !resource.namespaced ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${resource.plural}`;
}

/** Where one object is served. A namespaced kind without a namespace is a bug of the caller and throws. */
export function objectPath(resource: Served, key: ObjectKey, subresource?: string): string {
  if (resource.namespaced && key.namespace === undefined) throw new Error(`${resource.kind} ${printKey(key)} needs a namespace`);
  const path = `${collectionPath(resource, key.namespace)}/${encodeURIComponent(key.name)}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}

/** Label equality as a selector text; a value of `undefined` asks for presence. Sorted, so that equal selections print equally. */
export const printLabels = (labels: NonNullable<Selection['labels']>): string =>
  Object.entries(labels)
    .map(([key, value]) => (value === undefined ? key : `${key}=${value}`))
    .toSorted()
    .join(',');

/** `?a=b&c=d`, without what is undefined; empty when nothing is left. */
export function printQuery(parameters: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
