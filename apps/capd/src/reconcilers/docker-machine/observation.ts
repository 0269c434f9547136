import type { Condition } from '@capi/api';
import type { ContainerEnd, ContainerState } from '@capi/docker-engine';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

import type { BootstrapOutcome } from '../../backends/docker/bootstrap/runner/outcome.ts';
import type { EngineState } from '../../backends/docker/docker-backend.ts';
import type { MachineAddress } from '../../backends/docker/ip-family/addresses.ts';
import type { Route } from '../../backends/docker/load-balancers/routes.ts';
import type { WorkState } from '../../backends/docker/work/work.ts';
import type { Backend } from '../../infra-objects.ts';
import type { SeenCluster, SeenOwner } from '../../relatives.ts';

/** The Machine that an infrastructure machine belongs to. */
export interface SeenMachine extends SeenOwner {
  readonly deleting: boolean;
  /** Core copies it once the infrastructure machine is provisioned, and it outlives a move: who has it was provisioned before. */
  readonly providerID?: string;
  /** Its Node is there: whatever bootstraps a machine has ended. */
  readonly hasNode: boolean;
}

/** The container of the machine. */
export interface SeenContainer {
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  readonly addresses: readonly MachineAddress[];
  /** Of one that does not run. */
  readonly end?: ContainerEnd;
}

/** Where some work is: in which part, each of which is a condition of its own, and at what, for people. */
export interface Stage {
  readonly part: 'container' | 'cgroups' | 'images' | 'bootstrap';
  readonly doing: string;
}

/** What a task ends with. */
export type Result =
  | { readonly kind: 'provisioned' }
  | { readonly kind: 'started' }
  | { readonly kind: 'bootstrapped'; readonly outcome: BootstrapEnd };

/** How bootstrapping ended; `unusable` when nothing was begun, since the data cannot be carried out. */
export type BootstrapEnd = BootstrapOutcome | { readonly kind: 'unusable'; readonly why: string };

export type MachineWork = WorkState<Stage, Result>;

/** All that the decision on a machine of the docker backend may look at. */
export interface Observation {
  readonly now: Instant;
  readonly name: string;
  readonly deleting: boolean;
  readonly deletedAt?: Instant;
  readonly hasFinalizer: boolean;
  readonly pausedBecause?: string;
  readonly machine?: SeenMachine;
  readonly cluster?: SeenCluster & { readonly deleting: boolean };
  /** Backend of the infrastructure cluster, if it is of the machine's family of kinds; absent when there is no such object. */
  readonly clusterBackend?: Backend | 'other-kind';
  /** Since when nothing has changed in what a machine waits for before it starts. */
  readonly waitingSince: Instant;
  /** How long a wait, or a step of some work, goes unreported. */
  readonly patience: Duration;
  readonly providerID?: string;
  /** Whether the API ever said that the container was there for bootstrapping. Never undone: such a machine is replaced, not rebuilt. */
  readonly wasProvisioned: boolean;
  readonly hasBootstrapData: boolean;
  readonly conditions: readonly DeepReadonly<Condition>[];
  readonly engine: EngineState;
  /** What the container is called, or will be if nobody else has the name. */
  readonly containerName: string;
  /** Absent while there is none, and while the engine has not yet been asked. */
  readonly container?: SeenContainer;
  readonly work?: MachineWork;
  /** What the load balancer does with a control-plane machine's container; `not-ours` when the cluster's endpoint is looked after by others. */
  readonly route: Route | 'not-ours';
  /** The Node of the container, when it lacks what a cloud provider would give it. */
  readonly nodeLacks?: readonly ('providerID' | 'initialization')[];
}
