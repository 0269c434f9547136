import {
  CustomResourceDefinition,
  keyOf,
  type ContractReference,
  type KubernetesObject,
  type ObjectKey,
  type Resource,
  type UnstructuredObject,
} from '@capi/api';
import { contractOf, crdNames, type ContractVersion } from '@capi/contracts';
import { watch, type Cache, type CacheScope, type Runtime, type Watch } from '@capi/controller-runtime';
import { isSameJson, OperationError, terminal, type DeepReadonly } from '@capi/seams';

import type { SeenReference } from './seen-reference.ts';

/** CRDs are read for their names and labels only. */
export const crdScope: CacheScope = { resource: CustomResourceDefinition, metadataOnly: true } as CacheScope;

/** An object of another provider, with the contract by which it has to be read. */
export interface ContractObject {
  readonly object: DeepReadonly<UnstructuredObject>;
  readonly contract: ContractVersion;
}

/** Finds objects of other providers by the references of v1beta2, which name no version: the labels of the CRD do. */
export interface ExternalObjects {
  /**
   * Reads what a reference leads to, from a cache that is started when the kind is first met. Changes of such objects wake keys of
   * `controller` from then on.
   * @param facts reads what the caller needs; may throw a ContractViolation, which makes the object unreadable
   */
  read<Facts>(
    reference: DeepReadonly<ContractReference> | undefined,
    options: {
      readonly namespace: string;
      readonly controller: string;
      readonly wakes: (object: DeepReadonly<KubernetesObject>, cache: Cache) => readonly ObjectKey[];
      readonly facts: (found: ContractObject) => Facts;
    },
    signal: AbortSignal,
  ): Promise<SeenReference<Facts>>;
  /**
   * Where objects of a reference's kind are served, in the version that its contract names.
   * @throws a terminal OperationError when the kind is not installed or declares no contract
   */
  resourceOf(reference: Pick<ContractReference, 'apiGroup' | 'kind'>): Resource<UnstructuredObject>;
}

/**
 * Where objects of a kind are served, and the contract by which they are read, from cached CRDs ({@link crdScope}).
 * @throws a terminal OperationError when the kind is not installed or declares no contract
 */
export function contractAndResourceOf(
  cache: Pick<Cache, 'get'>,
  reference: Pick<ContractReference, 'apiGroup' | 'kind'>,
): { readonly resource: Resource<UnstructuredObject>; readonly contract: ContractVersion } {
  const { apiGroup, kind } = reference;
  const crd = crdNames(reference)
    .map((name) => cache.get(CustomResourceDefinition, { name }))
    .find((found) => found !== undefined);
  if (crd === undefined) {
    throw terminal({
      action: 'find a kind',
      object: `${kind}.${apiGroup}`,
      why: 'no CRD of that name is installed',
      hint: 'install its provider',
    });
  }
  const { contract, version } = contractOf(crd);
  const plural = crd.metadata.name.slice(0, crd.metadata.name.length - apiGroup.length - 1);
  return { contract, resource: { group: apiGroup, version, kind, plural, namespaced: true } };
}

/** {@link ExternalObjects} over the cache of a runtime, in which CRDs ({@link crdScope}) must be cached. */
export function externalObjects(runtime: Runtime): ExternalObjects {
  const kindOf = (reference: Pick<ContractReference, 'apiGroup' | 'kind'>) => contractAndResourceOf(runtime.cache, reference);

  return {
    resourceOf: (reference) => kindOf(reference).resource,
    async read(reference, { namespace, controller, wakes, facts }, signal) {
      if (reference === undefined) return { state: 'none' };
      try {
        const { resource, contract } = kindOf(reference);
        await runtime.watchAlso(controller, resource, wakes, signal);
        const object = runtime.cache.get(resource, { namespace, name: reference.name });
        return object === undefined ? { state: 'missing' } : { state: 'found', ...facts({ object, contract }) };
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        return { state: 'unreadable', why: error.message };
      }
    },
  };
}

/** The kind is not there, or the object is not as its contract says: nothing that trying again would change. */
const isUnreadable = (error: unknown): error is OperationError => error instanceof OperationError && error.retry === 'terminal';

/** Wakes all objects of a kind when a CRD comes or changes its labels: references that led nowhere may lead somewhere now. */
export const crdArrivals = <T extends KubernetesObject>(resource: Resource<T>): Watch =>
  watch({
    resource: CustomResourceDefinition,
    when: ({ before, after, replay }) => !replay && !isSameJson(before?.metadata.labels, after?.metadata.labels),
    wakes: (_crd, cache) => cache.list(resource).map((object) => keyOf(object as KubernetesObject)),
  });
