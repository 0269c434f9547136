import type { Machine, Node, OwnerReference } from '@capi/api';
import type { DrainPlan } from '@capi/drain';
import type { DeepReadonly } from '@capi/seams';

import type { NodeStep, Observation } from '../observation.ts';

/** How far deletion has come; the reason of the condition `Deleting`. */
type Stage =
  | 'WaitingForPreDrainHook'
  | 'DrainingNode'
  | 'WaitingForVolumeDetach'
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
      /** What to do with bootstrap data that were written into the Machine, before anything else; absent when nothing. */
      readonly keepInlineData?: 'create' | 'update';
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
      /** Keep new Pods off the Node. */
      readonly cordon?: true;
      /** How far the drain is and which Pods are asked to go now; absent while nothing is known of Pods. */
      readonly drain?: DrainPlan;
      /** The volumes that are waited for, in words. */
      readonly volumes?: readonly string[];
      /** The step cannot go on because something went wrong, as `waitingFor` tells. */
      readonly failing?: true;
      /** What has to be looked at before this stage can be decided; never in a plan that is carried out. */
      readonly look?: 'pods' | 'volumes';
      /** Steps on the Node that are over, as this observation shows. */
      readonly passed?: readonly NodeStep[];
    };

/** A step of a deletion. */
export type Deletion = Extract<Plan, { step: 'delete' }>;

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Plan | undefined;
