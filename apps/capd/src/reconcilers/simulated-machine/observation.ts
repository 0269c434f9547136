import type { Condition } from '@capi/api';
import type { DeepReadonly, Duration, Instant } from '@capi/seams';

import type { StartupDelays } from '../../backends/in-memory/startup-delays.ts';
import type { Backend } from '../../infra-objects.ts';
import type { SeenCluster, SeenOwner } from '../../relatives.ts';

/** The Machine that an infrastructure machine belongs to. */
export interface SeenMachine extends SeenOwner {
  /** It started completely once, so that nothing is delayed any more. */
  readonly bootstrapped: boolean;
  /** Whether it names its bootstrap data. */
  readonly dataSecretName?: string;
}

/** All that the decision on a DevMachine or DockerMachine may look at. */
export interface Observation {
  readonly now: Instant;
  readonly backend: Backend;
  readonly name: string;
  readonly deleting: boolean;
  readonly hasFinalizer: boolean;
  readonly pausedBecause?: string;
  readonly machine?: SeenMachine;
  readonly cluster?: SeenCluster;
  /** Backend of the infrastructure cluster; absent when there is no such object. */
  readonly clusterBackend?: Backend;
  /** Whether the simulated cluster is open in this process. */
  readonly clusterOpen: boolean;
  /** Since when nothing has changed in what a machine waits for before it starts. */
  readonly waitingSince: Instant;
  /** How long a wait goes unreported. */
  readonly patience: Duration;
  readonly providerID?: string;
  /** When the bootstrap data was made; absent while there is none. */
  readonly dataSince?: Instant;
  readonly conditions: readonly DeepReadonly<Condition>[];
  readonly delays: StartupDelays;
}
