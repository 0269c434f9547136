import type { Duplex } from 'node:stream';

import type { KubernetesObject, ObjectKey, Resource } from '@capi/api';
import type { Cache, CacheScope, Change, Client, Source } from '@capi/controller-runtime';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

/** Which objects to follow: all of a kind, or by a field selector such as `spec.nodeName=a`. */
export interface FollowSelection {
  readonly resource: Resource<KubernetesObject>;
  readonly fields?: string;
}

/** One workload cluster's API, as long as it answers. Everything fails with a transient OperationError once the cluster is gone. */
export interface WorkloadConnection {
  readonly client: Client;
  /** Nodes are cached from the start (index `providerID`); other kinds once ensured. Secrets, ConfigMaps and Pods are read live. */
  readonly cache: Cache;
  /**
   * Watches a few objects without caching them: calls back once they were listed, and whenever one of them changes or goes.
   * Resolves when the signal is aborted; goes on trying while the cluster does not answer.
   */
  follow(selection: FollowSelection, changed: () => void, signal: AbortSignal): Promise<void>;
  /** A byte stream to a port of a pod, as `kubectl port-forward` opens. */
  portForward(pod: ObjectKey, port: number, signal: AbortSignal): Promise<Duplex>;
}

/** What is known of a workload cluster's API server. */
export interface ProbeHistory {
  readonly connected: boolean;
  /** Absent when no probe ever succeeded. */
  readonly lastSuccess?: Instant;
  readonly consecutiveFailures: number;
  /** Why the last attempt failed, for people. */
  readonly lastFailure?: string;
}

/**
 * One cached, health-probed connection per workload cluster of this process. Connects when a Cluster's infrastructure is there
 * and its kubeconfig Secret exists, reconnects by itself; a dead cluster never slows another.
 */
export interface WorkloadClusters {
  /** Undefined while not connected. Never waits, never calls the network. */
  connection(cluster: ObjectKey): WorkloadConnection | undefined;
  history(cluster: ObjectKey): ProbeHistory;
  /**
   * Wakes the keys that `keysOf` names for a cluster when it connects, when it disconnects, and once per outage when `silence` has
   * passed since the last good probe.
   */
  changes(options: { readonly silence?: Duration; readonly keysOf: (cluster: ObjectKey) => readonly ObjectKey[] }): Source;
  /** Wakes keys for changes of a kind in every connected workload cluster, now and after each reconnect. */
  objects<T extends KubernetesObject>(options: {
    readonly resource: Resource<T>;
    /** What the cache of each cluster keeps of the kind; absent: every object, whole. */
    readonly scope?: Omit<CacheScope<T>, 'resource'>;
    readonly when?: (change: Change<T>) => boolean;
    readonly wakes: (cluster: ObjectKey, object: DeepReadonly<T>) => readonly ObjectKey[];
  }): Source;
}
