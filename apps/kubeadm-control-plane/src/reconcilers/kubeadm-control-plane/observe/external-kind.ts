import { CustomResourceDefinition, type Resource, type UnstructuredObject } from '@capi/api';
import { contractOf, crdNames } from '@capi/contracts';
import type { Cache } from '@capi/controller-runtime';

/**
 * Where objects of another provider's kind are served, in the API version that its CRD declares for our contract.
 * @returns undefined while there is no such CRD
 * @throws ContractViolation when the CRD declares no contract
 */
export function resourceByContract(
  cache: Cache,
  reference: { readonly apiGroup: string; readonly kind: string },
): Resource<UnstructuredObject> | undefined {
  for (const name of crdNames(reference)) {
    const crd = cache.get(CustomResourceDefinition, { name });
    if (crd === undefined) continue;
    const plural = name.slice(0, name.indexOf('.'));
    return { group: reference.apiGroup, version: contractOf(crd).version, kind: reference.kind, plural, namespaced: true };
  }
  return undefined;
}
