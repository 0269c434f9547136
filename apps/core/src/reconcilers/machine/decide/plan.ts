import type { Machine, Node, OwnerReference } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** How far deletion has come; the reason of the condition `Deleting`. */
type Stage =
  | 'WaitingForPreDrainHook'
  | 'WaitingForPreTerminateHook'
  | 'WaitingForInfrastructureDeletion'
  | 'WaitingForBootstrapDeletion'
  | 'DeletingNode'
  | 'DeletionCompleted'
  | 'InternalError';

/** Metadata that an object which the Machine refers to should have. */
export interface Adoption {
  readonly of: 'bootstrap' | 'infrastructure';
  readonly labels: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

export type Plan =
  /** The Machine or its Cluster is paused: nothing but that is said. */
  | { readonly step: 'pause' }
  /** The Machine is so young that what it refers to is still being made: nothing is said yet. */
  | { readonly step: 'await-references' }
  | {
      readonly step: 'tend';
      /** The Machine with the metadata and spec that it should have. */
      readonly machine: DeepReadonly<Machine>;
      readonly adopt: readonly Adoption[];
      /** The Node with what it takes over from the Machine; absent while there is no Node. */
      readonly node?: DeepReadonly<Node>;
    }
  | {
      readonly step: 'delete';
      readonly stage: Stage;
      /** What stands in the way, for people; empty when nothing but time does. */
      readonly waitingFor: string;
      readonly machine: DeepReadonly<Machine>;
      /** What to ask to be deleted now; absent when that was asked already, or there is nothing to delete at this stage. */
      readonly remove?: 'infrastructure' | 'bootstrap' | 'node';
    };

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Plan | undefined;
