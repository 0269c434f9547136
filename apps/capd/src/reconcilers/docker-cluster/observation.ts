import type { ContainerState } from '@capi/docker-engine';
import type { Instant } from '@capi/seams';

import type { EngineState } from '../../backends/docker/docker-backend.ts';
import type { Weights } from '../../backends/docker/load-balancers/routes.ts';
import type { WorkState } from '../../backends/docker/work/work.ts';

/** The container in front of the API servers. */
export interface SeenBalancer {
  readonly id: string;
  readonly name: string;
  readonly state: ContainerState;
  /** Where the cluster reaches it, in the cluster's IP family; absent while it has none, as when it does not run. */
  readonly address?: string;
  /** The endpoint of the cluster is the address of some node: the engine gave it away while the load balancer was gone. */
  readonly endpointIsNode?: true;
  /** What this process has told HAProxy to load, or start with; absent when it has told nothing yet. */
  readonly loaded?: string;
  /** The last lines of its log, when it ends again and again. */
  readonly lastWords?: string;
  /** Why HAProxy refused the configuration that is wanted; absent when it did not. */
  readonly refusal?: string;
}

/** A container that is yet to be made. */
export interface NewBalancer {
  readonly name: string;
  readonly image: string;
  readonly hasImage: boolean;
}

/** The configuration of HAProxy that follows from the control plane, and the servers in it. */
export interface WantedConfiguration {
  readonly text: string;
  readonly weights: Weights;
}

/** All that the decision on a DevCluster or DockerCluster with the docker backend may look at. */
export interface Observation {
  readonly now: Instant;
  readonly deleting: boolean;
  readonly hasFinalizer: boolean;
  /** Something outside looks after the object. */
  readonly managedElsewhere: boolean;
  /** Why it is paused; absent when it is not. */
  readonly pausedBecause?: string;
  /** The Cluster that owns it; absent until core has said so. */
  readonly cluster?: string;
  /** What the endpoint is set to, by a user or by us earlier. */
  readonly host?: string;
  readonly port?: number;
  readonly engine: EngineState;
  /** What a user has to change before anything can be made. */
  readonly problem?: string;
  /** Absent when there is none of this cluster. */
  readonly balancer?: SeenBalancer;
  /** Another one of the same cluster, which nobody needs: left by a process that did not hear that the first had been made. */
  readonly surplus?: SeenBalancer;
  /** The Cluster is being deleted, and its infrastructure is not yet. */
  readonly clusterGoes?: true;
  /** What one would be made as; absent when there is one, or a problem, or no engine. */
  readonly wouldBe?: NewBalancer;
  /** How the fetching of its image stands; absent when nothing was fetched. */
  readonly fetching?: WorkState<never, void>;
  /** The built-in configuration, which needs no check: what a load balancer starts with. Absent when `wanted` is. */
  readonly initial?: string;
  /** Absent when there is a problem that forbids to make anything, or no engine. */
  readonly wanted?: WantedConfiguration | { readonly problem: string };
}
