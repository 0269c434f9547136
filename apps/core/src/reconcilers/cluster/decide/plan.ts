import type { Cluster, OwnerReference } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { Observation } from '../observation.ts';

/** How far deletion has come; the reason of the condition `Deleting`. */
type Stage =
  | 'WaitingForWorkersDeletion'
  | 'WaitingForControlPlaneDeletion'
  | 'WaitingForInfrastructureDeletion'
  | 'DeletionCompleted'
  | 'InternalError';

/** Metadata that an object which the Cluster refers to should have. */
export interface Adoption {
  readonly of: 'infrastructure' | 'controlPlane';
  readonly labels: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

/** A child of the Cluster that is to be deleted. */
export interface Child {
  readonly kind: 'MachineDeployment' | 'MachineSet' | 'Machine';
  readonly name: string;
}

export type Step =
  | { readonly step: 'rest' }
  /** Make the kubeconfig Secret of a Cluster whose control plane is kept by hand. */
  | { readonly step: 'create-kubeconfig' }
  | {
      readonly step: 'delete';
      readonly stage: Stage;
      /** What stands in the way, for people, one line each. */
      readonly waitingFor: readonly string[];
      readonly children: readonly Child[];
      /** What to ask to be deleted now; absent when that was asked already. */
      readonly remove?: 'controlPlane' | 'infrastructure';
    };

export type Plan =
  | { readonly kind: 'pause' }
  | {
      readonly kind: 'tend';
      /** The Cluster with the metadata and spec that it should have. */
      readonly cluster: DeepReadonly<Cluster>;
      readonly adopt: readonly Adoption[];
      readonly next: Step;
    };

/** An answer, or "ask the next rule". */
export type Rule = (seen: Observation) => Step | undefined;
