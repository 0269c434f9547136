import type { Cluster, Machine, MachineDeployment, MachineSet, OwnerReference, Verdict } from '@capi/api';
import type { ReadCondition } from '@capi/conditions';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

import type { SeenReference } from '../../external/seen-reference.ts';

/** Metadata of an object that the Cluster refers to: what decides whether it has to be adopted. */
export interface SeenMetadata {
  readonly name: string;
  readonly deleting: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly DeepReadonly<OwnerReference>[];
}

export interface SeenEndpoint {
  readonly host: string;
  readonly port: number;
}

export interface SeenInfrastructure extends SeenMetadata {
  readonly provisioned: boolean;
  readonly endpoint?: SeenEndpoint;
  /** Sorted by name. */
  readonly failureDomains: readonly SeenFailureDomain[];
  readonly ready: ReadCondition;
}

export interface SeenFailureDomain {
  readonly name: string;
  readonly controlPlane: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface SeenControlPlane extends SeenMetadata {
  readonly initialized: boolean;
  readonly endpoint?: SeenEndpoint;
  readonly counters: Counters;
  readonly versions?: readonly { readonly version: string; readonly replicas?: number }[];
  /** What it says about itself. */
  readonly available: ReadCondition;
  readonly ready: ReadCondition;
  /** `RollingOut`, `ScalingUp` and `ScalingDown`, where it reports them. */
  readonly moving: readonly Verdict[];
}

/** Counts of Machines; a count that nobody reports is absent. */
export interface Counters {
  readonly desiredReplicas?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly upToDateReplicas?: number;
}

interface SeenWorkload {
  readonly connected: boolean;
  readonly lastSuccess?: Instant;
  readonly consecutiveFailures: number;
  /** For people. */
  readonly lastFailure?: string;
}

/** What carries the Cluster's name. */
export interface Descendants {
  readonly machineDeployments: readonly DeepReadonly<MachineDeployment>[];
  readonly machineSets: readonly DeepReadonly<MachineSet>[];
  readonly controlPlaneMachines: readonly DeepReadonly<Machine>[];
  readonly workerMachines: readonly DeepReadonly<Machine>[];
}

/** All that a decision about a Cluster may look at. */
export interface Observation {
  readonly now: Instant;
  readonly cluster: DeepReadonly<Cluster>;
  readonly infrastructure: SeenReference<SeenInfrastructure>;
  readonly controlPlane: SeenReference<SeenControlPlane>;
  readonly descendants: Descendants;
  readonly workload: SeenWorkload;
  /** Only looked for when the Cluster has no control-plane object to make it. */
  readonly kubeconfig: 'not-ours' | 'missing' | 'there';
  /** The probe is said to have failed when the workload cluster has been silent for this long. */
  readonly remoteConnectionGrace: Duration;
}
