import type { Cluster, Machine, MachineAddress, Node, OwnerReference } from '@capi/api';
import type { ReadCondition } from '@capi/conditions';
import type { NodePod, Refusal } from '@capi/drain';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

import type { SeenReference } from '../../external/seen-reference.ts';
import type { SeenInlineData } from './inline-data.ts';

/** Metadata of an object that a Machine refers to: what decides whether it has to be adopted. */
export interface SeenMetadata {
  readonly name: string;
  readonly deleting: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

export interface SeenBootstrap extends SeenMetadata {
  readonly dataSecretCreated: boolean;
  readonly dataSecretName?: string;
  readonly ready: ReadCondition;
}

export interface SeenInfrastructure extends SeenMetadata {
  readonly provisioned: boolean;
  readonly providerID?: string;
  readonly addresses?: DeepReadonly<MachineAddress[]>;
  readonly failureDomain?: string;
  /** The deprecated wish in the provider's spec that overwrites the Machine's own. */
  readonly specFailureDomain?: string;
  readonly interruptible: boolean;
  readonly ready: ReadCondition;
}

export interface SeenControlPlane {
  readonly deleting: boolean;
  /** Its Machines have no Nodes, so that none of them need to be left for node work. */
  readonly externallyManaged: boolean;
}

/** The rollout that a Machine of a MachineDeployment belongs to. */
export interface SeenRollout {
  /** Why the Machine's MachineSet is not what the deployment asks for; empty when it is. */
  readonly outdatedBecause: readonly string[];
  /** The set's revision is behind the deployment's: its Nodes should not get new Pods. */
  readonly revisionBehind: boolean;
}

interface SeenWorkload {
  readonly connected: boolean;
  readonly lastSuccess?: Instant;
  readonly consecutiveFailures: number;
}

export type SeenNode =
  /** Nobody could look: no provider ID yet, or no connection to the workload cluster. */
  | { readonly state: 'unknown' }
  | { readonly state: 'missing' }
  | { readonly state: 'found'; readonly node: DeepReadonly<Node> }
  | { readonly state: 'ambiguous'; readonly names: readonly string[] };

/** The Pods on a Node that is being drained. */
export type SeenPods =
  | { readonly state: 'seen'; readonly pods: readonly NodePod[] }
  | { readonly state: 'unreadable'; readonly why: string };

/** The volumes of a drained Node that are still to be detached, in words. */
export type SeenVolumes =
  | { readonly state: 'seen'; readonly awaited: readonly string[] }
  | { readonly state: 'unreadable'; readonly why: string };

/** What is done with a Node before the machine below it goes. */
export type NodeStep = 'drain' | 'volume-detach';

/**
 * What this process has done about the Node of a Machine that goes away and that shows nowhere else yet: the status tells most of it
 * a moment later. After a restart Pods that may not go are asked once more, and that is all that is lost.
 */
export interface DrainProgress {
  readonly began: { readonly [step in NodeStep]?: Instant };
  readonly over: readonly NodeStep[];
  /** Evictions that were refused. */
  readonly refusals: readonly Refusal[];
}

/** What the flags of the process say about Machines. */
interface Settings {
  /** Node conditions become Unknown when the workload cluster has been silent for this long. */
  readonly remoteConditionsGrace: Duration;
  /** Machine labels whose keys match one of these reach the Node too. */
  readonly syncLabels: readonly string[];
  readonly syncAnnotations: readonly string[];
}

/** All that a decision about a Machine may look at. */
export interface Observation {
  readonly now: Instant;
  readonly machine: DeepReadonly<Machine>;
  readonly cluster: DeepReadonly<Cluster>;
  /** Absent when the Machine has no MachineSet, or the set no MachineDeployment. */
  readonly rollout?: SeenRollout;
  readonly bootstrap: SeenReference<SeenBootstrap>;
  /** Absent when nobody wrote bootstrap data into the Machine itself. */
  readonly inlineData?: SeenInlineData;
  readonly infrastructure: SeenReference<SeenInfrastructure>;
  readonly controlPlane: SeenReference<SeenControlPlane>;
  /** Control-plane Machines of the Cluster that are not being deleted. */
  readonly activeControlPlaneMachines: number;
  readonly workload: SeenWorkload;
  readonly node: SeenNode;
  /** Absent until a drain has come so far that they matter. */
  readonly pods?: SeenPods;
  /** Absent until the Node is drained. */
  readonly volumes?: SeenVolumes;
  /** Absent while nothing was done about the Node. */
  readonly progress?: DrainProgress;
  readonly settings: Settings;
}
