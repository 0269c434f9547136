import { apiVersionOf, parseApiVersion } from '@capi/api';

import type { ServedResource } from '../served-resource.ts';
import type { StoredObject } from '../storage/entry.ts';
import { renameVersion } from './conversion.ts';
import type { Endpoint } from './endpoint.ts';

/** Which kinds are served, in which versions: what this server brings along, and what CRDs add while it runs. */
export class Registry {
  readonly #builtIn: readonly Endpoint[];
  #custom: ReadonlyMap<string, readonly Endpoint[]> = new Map();
  #byPath = new Map<string, Endpoint>();
  #byKind = new Map<string, Endpoint>();
  #byStorage = new Map<string, Endpoint>();
  #versions = new Map<string, ServedResource[]>();
  #generation = 0;

  constructor(builtIn: readonly Endpoint[]) {
    this.#builtIn = builtIn;
    this.#index();
  }

  /** Grows with every change, so that what is derived (discovery, OpenAPI) knows when it is stale. */
  get generation(): number {
    return this.#generation;
  }

  all(): readonly Endpoint[] {
    return [...this.#builtIn, ...[...this.#custom.values()].flat()];
  }

  resources(): readonly ServedResource[] {
    return this.all().map((endpoint) => endpoint.resource);
  }

  /** What is served under `/apis/{group}/{version}/…/{plural}`. */
  find(group: string, version: string, plural: string): Endpoint | undefined {
    return this.#byPath.get(`${group}/${version}/${plural}`);
  }

  ofKind(apiVersion: string, kind: string): Endpoint | undefined {
    const exact = this.#byKind.get(`${apiVersion} ${kind}`);
    return exact ?? this.#byKind.get(`${parseApiVersion(apiVersion).group}/ ${kind}`);
  }

  /** An endpoint of what is stored under this name, whatever its version. */
  stored(storage: string): Endpoint | undefined {
    return this.#byStorage.get(storage);
  }

  /** Every version in which what is stored under this name is served. */
  versionsOf(storage: string): readonly ServedResource[] {
    return this.#versions.get(storage) ?? [];
  }

  /** The endpoint of one version of what is stored under this name; undefined when that version is not served. */
  ofVersion(storage: string, apiVersion: string): Endpoint | undefined {
    const kind = this.#byStorage.get(storage)?.resource.kind;
    const endpoint = kind === undefined ? undefined : this.#byKind.get(`${apiVersion} ${kind}`);
    return endpoint?.storage === storage ? endpoint : undefined;
  }

  /** Serves what a CRD declares, instead of what it declared before. */
  setCustom(crd: string, endpoints: readonly Endpoint[]): void {
    const custom = new Map(this.#custom);
    if (endpoints.length === 0) custom.delete(crd);
    else custom.set(crd, endpoints);
    this.#custom = custom;
    this.#index();
  }

  /** Turns a stored object of `storage` into another of its versions. */
  convert(storage: string, object: StoredObject, apiVersion: string): StoredObject {
    return (this.#byStorage.get(storage)?.conversion ?? renameVersion)(object, apiVersion);
  }

  #index(): void {
    this.#generation += 1;
    this.#byPath = new Map();
    this.#byKind = new Map();
    this.#byStorage = new Map();
    this.#versions = new Map();
    for (const endpoint of this.all()) {
      const { group, version, plural, kind } = endpoint.resource;
      this.#byPath.set(`${group}/${version}/${plural}`, endpoint);
      this.#byKind.set(`${apiVersionOf(endpoint.resource)} ${kind}`, endpoint);
      if (!this.#byKind.has(`${group}/ ${kind}`)) this.#byKind.set(`${group}/ ${kind}`, endpoint);
      if (!this.#byStorage.has(endpoint.storage)) this.#byStorage.set(endpoint.storage, endpoint);
      this.#versions.set(endpoint.storage, [...(this.#versions.get(endpoint.storage) ?? []), endpoint.resource]);
    }
  }
}
