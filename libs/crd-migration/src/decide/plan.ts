import type { ManagedFieldsEntry, ObjectKey } from '@capi/api';

import type { Observation } from '../observation.ts';

/** An object as it was seen, so that whoever wrote it since is not overwritten. */
export interface Target {
  readonly key: ObjectKey;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** One step of a migration; the next is decided from what is seen after it. */
export type Plan =
  | { readonly step: 'rest' }
  /** Write the objects as they are: the API server stores them in the storage version then. */
  | { readonly step: 'rewrite'; readonly targets: readonly Target[] }
  /** Say in the CRD that nothing is stored in old versions any more. */
  | { readonly step: 'forget-versions'; readonly resourceVersion: string; readonly storage: string }
  /** Replace the managed fields of objects by those given. */
  | { readonly step: 'clean'; readonly targets: readonly (Target & { readonly managedFields: readonly ManagedFieldsEntry[] })[] }
  /** Note on the CRD for which generation all of this was done. */
  | { readonly step: 'finish'; readonly resourceVersion: string; readonly generation: number };

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Plan | undefined;
