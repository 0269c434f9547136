import type { Static, TObject, TProperties, TSchema } from 'typebox';

import type { KubernetesObject, ObjectMeta, UnstructuredObject } from '../meta/object.ts';
import type { Resource } from '../meta/resource.ts';
import type { ConversionLimits } from './conversion-limits.ts';

/** A column that `kubectl get` prints. A priority above 0 shows it with `-o wide` only. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly description: string;
  readonly priority?: number;
}

/** Paths behind the `scale` subresource. */
interface ScalePaths {
  readonly specReplicas: string;
  readonly statusReplicas: string;
  /** Absent for kinds that do not say which Pods or Machines are counted; autoscalers by metrics cannot work on them then. */
  readonly labelSelector?: string;
}

/** The group and kind of an object that is referred to. */
interface ReferencedKind {
  readonly apiGroup: string;
  readonly kind: string;
}

/** What a conversion needs to know about other kinds: old versions refer to objects with a version, the storage version does not. */
export interface ConversionContext {
  /**
   * `group/version` in which objects of the kind are read, by the contract labels of its CRD.
   * @throws a terminal OperationError when the CRD is not there or has no contract label; the conversion then fails as a whole
   */
  apiVersionOf(kind: ReferencedKind): string;
  /** Whether the CRD of the kind also serves `version`; false for what is not installed. */
  serves(kind: ReferencedKind, version: string): boolean;
}

/**
 * A pure pair between one version and the storage version (the hub). What the old version cannot hold travels in an annotation.
 * Neither changes what it is given, and both take objects without spec or with unknown values: the API server sends such.
 */
export interface Conversion {
  /** @throws a terminal OperationError for data that cannot be read, such as a malformed annotation */
  readonly toHub: (object: UnstructuredObject, context: ConversionContext) => UnstructuredObject;
  /** Like toHub, for an object that goes on to another old version: what is there and empty still counts, as it would when kept in memory. */
  readonly onward?: (object: UnstructuredObject, context: ConversionContext) => UnstructuredObject;
  /** @throws a terminal OperationError when the context does */
  readonly fromHub: (object: UnstructuredObject, context: ConversionContext) => UnstructuredObject;
}

/** One API version of a kind. */
export interface VersionDeclaration {
  /** The storage version is the one objects are kept in and others convert through; exactly one per kind. */
  readonly stage: 'storage' | 'served' | 'unserved';
  /** One sentence on what an object of the kind is, as `kubectl explain` shows it. */
  readonly description: string;
  /** Wrapped in `optional` when the API server accepts objects without; absent for the kinds whose fields have no spec around them. */
  readonly spec?: TSchema;
  /** Absent for kinds without status; there is no status subresource then. */
  readonly status?: TSchema;
  /** The status subresource is there although no status is declared; for the one version that was published so. */
  readonly statusSubresource?: true;
  /** Fields beside metadata that are neither in spec nor in status, as the oldest kinds have them. */
  readonly fields?: TProperties;
  /** The schema wants `metadata` to be there, as a few of upstream's do. */
  readonly requiresMetadata?: boolean;
  readonly scale?: ScalePaths;
  readonly columns: readonly PrinterColumn[];
  /** Shown as a warning to whoever uses the version; absent when it is not deprecated. */
  readonly deprecation?: string;
  /** Absent for the storage version. */
  readonly convert?: Conversion;
  /** What the conversion cannot do; absent when it loses nothing. */
  readonly limits?: ConversionLimits;
}

/** Which provider installs the CRD, as its `cluster.x-k8s.io/provider` label says; clusterctl installs what it keeps its inventory in. */
type ProviderName = 'cluster-api' | 'bootstrap-kubeadm' | 'control-plane-kubeadm' | 'infrastructure-docker' | 'clusterctl';

/** A kind in all its versions. */
export interface KindDeclaration {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  /** What `kubectl get <category>` shows the kind under; `cluster-api` alone when absent. */
  readonly categories?: readonly string[];
  /** `Namespaced` when absent. */
  readonly scope?: 'Cluster';
  readonly provider: ProviderName;
  /** From a contract version to the API version that fulfils it; becomes labels on the CRD. Absent for kinds that no contract covers. */
  readonly contracts?: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, VersionDeclaration>>;
}

/** A declared kind: a {@link Resource} of its storage version, and everything else that is known about it. */
export interface Kind<D extends KindDeclaration = KindDeclaration> extends Resource<StorageObject<D>> {
  readonly declaration: D;
}

type OptionalKeys<V> = V extends { readonly spec: { readonly '~optional': true } } ? true : false;
type SpecOf<V> = V extends { readonly spec: infer S extends TSchema }
  ? OptionalKeys<V> extends true
    ? { spec?: Static<S> }
    : { spec: Static<S> }
  : object;
type StatusOf<V> = V extends { readonly status: infer S extends TSchema } ? { status?: Static<S> } : object;
type FieldsOf<V> = V extends { readonly fields: infer P extends TProperties } ? Static<TObject<P>> : object;
type VersionObject<V> = Flat<{ apiVersion: string; kind: string; metadata: ObjectMeta } & SpecOf<V> & StatusOf<V> & FieldsOf<V>>;
type Flat<T> = { [Key in keyof T]: T[Key] };

type StorageVersion<D extends KindDeclaration> = {
  [Name in keyof D['versions']]: D['versions'][Name] extends { readonly stage: 'storage' } ? D['versions'][Name] : never;
}[keyof D['versions']];
type StorageObject<D extends KindDeclaration> =
  VersionObject<StorageVersion<D>> extends infer O extends KubernetesObject ? O : KubernetesObject;

/** Static type of the objects of a kind in one version: `ObjectOf<typeof Machine, 'v1beta2'>`. */
export type ObjectOf<K extends { readonly declaration: KindDeclaration }, V extends keyof K['declaration']['versions']> = VersionObject<
  K['declaration']['versions'][V]
>;

/** Declares one version; only here so that its types are inferred as written. */
export const version = <const V extends VersionDeclaration>(declaration: V): V => declaration;

/**
 * Declares a kind once: from this come its static type, its CRD, its validator and its defaults.
 * @throws Error when there is not exactly one storage version: a mistake in the declaration
 */
export function defineKind<const D extends KindDeclaration>(declaration: D): Kind<D> {
  const storage = Object.entries(declaration.versions).filter(([, { stage }]) => stage === 'storage');
  const [name] = storage[0] ?? [];
  if (name === undefined || storage.length > 1) throw new Error(`${declaration.kind} needs exactly one storage version`);
  return {
    group: declaration.group,
    version: name,
    kind: declaration.kind,
    plural: declaration.plural,
    namespaced: declaration.scope !== 'Cluster',
    declaration,
  };
}
