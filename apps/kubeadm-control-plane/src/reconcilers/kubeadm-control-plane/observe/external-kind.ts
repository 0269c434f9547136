import { CustomResourceDefinition, type Resource, type UnstructuredObject } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';

/**
 * Where objects of another provider's kind are served, in the API version that its CRD declares for our contract.
 * @returns undefined while there is no such CRD
 */
export function resourceByContract(
  cache: Cache,
  reference: { readonly apiGroup: string; readonly kind: string },
): Resource<UnstructuredObject> | undefined {
  const plural = `${reference.kind.toLowerCase()}s`;
  const crd = cache.get(CustomResourceDefinition, { name: `${plural}.${reference.apiGroup}` });
  const versions = crd?.metadata.labels?.['cluster.x-k8s.io/v1beta2'] ?? crd?.metadata.labels?.['cluster.x-k8s.io/v1beta1'];
  const version = versions?.split('_').at(-1);
  return version === undefined ? undefined : { group: reference.apiGroup, version, kind: reference.kind, plural, namespaced: true };
}
