import type { Backend } from '../../infra-objects.ts';

/** All that the decision on a DevCluster or DockerCluster may look at. */
export interface Observation {
  readonly backend: Backend;
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
}
