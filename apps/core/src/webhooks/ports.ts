import type { Cluster, ClusterClass, IPAddressClaim, ObjectKey } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';
import type { RunningVersions } from '@capi/topology';

/**
 * What rules look up beside the object they are asked about. Everything comes from the cache of the provider; a read that fails is
 * thrown as an OperationError, which the rule turns into a finding or an answer of its own.
 */
export interface CorePorts {
  /**
   * A ClusterClass as soon as its controller has looked at its present generation and found its variables good. A rule must answer
   * soon, so that the wait is bounded: after two seconds the class is given as it is. Undefined, at once, when there is none.
   */
  awaitClusterClass(key: ObjectKey, signal: AbortSignal): Promise<DeepReadonly<ClusterClass> | undefined>;
  /** A ClusterClass as it is now; undefined when there is none. */
  findClusterClass(key: ObjectKey, signal: AbortSignal): Promise<DeepReadonly<ClusterClass> | undefined>;
  /** The Clusters of all namespaces that are made from a ClusterClass. */
  listClustersOf(clusterClass: ObjectKey, signal: AbortSignal): Promise<readonly DeepReadonly<Cluster>[]>;
  /** The claim that an IPAddress answers; undefined when there is none (any more). */
  findIPAddressClaim(key: ObjectKey, signal: AbortSignal): Promise<DeepReadonly<IPAddressClaim> | undefined>;
  /** Which Kubernetes versions the control plane and the workers of a topology are asked for and run. */
  observeVersions(cluster: DeepReadonly<Cluster>, signal: AbortSignal): Promise<RunningVersions>;
}
