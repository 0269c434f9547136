import type { Runtime } from '@capi/controller-runtime';
import type { Duration } from '@capi/seams';
import type { Simulation } from '@capi/simulated-machine';
import type { WorkloadClusters } from '@capi/workload-cluster';

import type { DockerBackend } from './backends/docker/docker-backend.ts';

/** What the reconcilers of this provider are made from. */
export interface Wiring {
  readonly runtime: Runtime;
  readonly simulation: Simulation;
  readonly docker: DockerBackend;
  /** Of clusters that are made of containers alone: nobody else's Nodes need anything of this provider. */
  readonly workloadClusters: Pick<WorkloadClusters, 'connection' | 'objects'>;
  readonly settings: Settings;
}

export interface Settings {
  /** Docker kinds and the Docker backend of Dev kinds are simulated. */
  readonly simulateDocker: boolean;
  /** How long a machine waits in silence before it says what it waits for: most waits end within seconds. */
  readonly patience: Duration;
  /** Reconciles at once, by controller. */
  readonly concurrency: Readonly<
    Record<'devCluster' | 'devMachine' | 'devMachineTemplate' | 'dockerCluster' | 'dockerMachine' | 'dockerMachineTemplate', number>
  >;
  /** The one namespace that is watched; absent: all. */
  readonly namespace?: string;
}
