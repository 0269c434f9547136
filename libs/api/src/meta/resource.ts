import type { KubernetesObject, UnstructuredObject } from './object.ts';

/**
 * Where objects of one kind are served: what a client or a cache needs to know. Every kind made by `defineKind` is one, in its
 * storage version.
 * @typeParam T the objects' static type
 */
export interface Resource<T extends KubernetesObject = UnstructuredObject> {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Carries the type only; never set. */
  readonly objectType?: T;
}

/** `cluster.x-k8s.io/v1beta2`, or `v1` for the core group. */
export const apiVersionOf = (resource: Pick<Resource, 'group' | 'version'>): string =>
  resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;

/** Group and version of an `apiVersion` text. */
export function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** `machines.cluster.x-k8s.io`: the name of the CRD, and one name per kind across versions. */
export const resourceName = (resource: Pick<Resource, 'group' | 'plural'>): string =>
  resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
