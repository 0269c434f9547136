import type { ManagedFieldsEntry, ObjectKey } from '@capi/api';

/** What of the work is to be done. Upstream's flag `--skip-crd-migration-phases` leaves out by these names. */
export type Phase = 'StorageVersionMigration' | 'CleanupManagedFields';

/** A CRD, as far as a migration is about it. */
export interface SeenDefinition {
  /** `machines.cluster.x-k8s.io`. */
  readonly name: string;
  readonly resourceVersion: string;
  readonly generation: number;
  /** Generation for which a migration was finished before; absent when there was none. */
  readonly migratedGeneration?: string;
  /** `group/version` in which objects are stored from now on. */
  readonly storage: string;
  /** `group/version` of everything that is served. */
  readonly served: readonly string[];
  /** Versions in which objects may be stored, by name alone, as the CRD's status has them. */
  readonly stored: readonly string[];
}

/** An object of the CRD's kind. */
export interface SeenObject {
  readonly key: ObjectKey;
  readonly uid: string;
  readonly resourceVersion: string;
  /** It was written since the CRD is as it is, so it is stored in the storage version. */
  readonly rewritten: boolean;
  readonly managedFields: readonly ManagedFieldsEntry[];
}

/** All that a decision may look at. */
export interface Observation {
  readonly definition: SeenDefinition;
  /** Empty when the definition alone says that nothing is to be done. */
  readonly objects: readonly SeenObject[];
  /** Phases that are not left out. */
  readonly phases: readonly Phase[];
}
