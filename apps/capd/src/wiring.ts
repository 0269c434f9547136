import type { Runtime } from '@capi/controller-runtime';
import type { Simulation } from '@capi/simulated-machine';

/** What the reconcilers of this provider are made from. */
export interface Wiring {
  readonly runtime: Runtime;
  readonly simulation: Simulation;
  readonly settings: Settings;
}

export interface Settings {
  /** Docker kinds and the Docker backend of Dev kinds are simulated. */
  readonly simulateDocker: boolean;
  /** Reconciles at once, by controller. */
  readonly concurrency: Readonly<Record<'devCluster' | 'devMachine' | 'dockerCluster' | 'dockerMachine', number>>;
}
