import { apiVersionOf, type KubernetesObject } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { CacheScope } from './cache.ts';
import { labelSelector } from './label-selector.ts';

/** Which objects of a kind one cache holds, and what it holds of each. */
export interface Lens {
  /** Whether an object belongs in the cache. */
  holds(object: DeepReadonly<KubernetesObject>): boolean;
  /** What is kept of an object. Does not change the object itself. */
  keep(object: DeepReadonly<KubernetesObject>): DeepReadonly<KubernetesObject>;
}

/**
 * The scope as two functions, the same for what the watch brings and for what this process writes. `managedFields` are never
 * kept: nobody reads them, and they are a third of an object.
 */
export function lensOf(scope: CacheScope, namespace: string | undefined): Lens {
  const matches = labelSelector(scope.labelSelector ?? '');
  const { resource, metadataOnly, trim } = scope;
  return {
    holds: (object) =>
      matches(object.metadata.labels) && (namespace === undefined || !resource.namespaced || object.metadata.namespace === namespace),
    keep(object) {
      const { managedFields: _managedFields, ...metadata } = object.metadata;
      const typing = { apiVersion: apiVersionOf(resource), kind: resource.kind };
      if (metadataOnly === true) return { ...typing, metadata } as DeepReadonly<KubernetesObject>;
      const slim = { ...object, ...typing, metadata } as DeepReadonly<KubernetesObject>;
      return trim === undefined ? slim : (trim(slim as never) as DeepReadonly<KubernetesObject>);
    },
  };
}

/** Freezes an object all the way down, so that a reconciler that changes what it read fails in development. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
