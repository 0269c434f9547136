import type { Runtime } from '@capi/controller-runtime';
import type { Duration, KeySource } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import type { ExternalObjects } from './external/external-objects.ts';
import type { PreflightCheck } from './reconcilers/machine-set/observation.ts';

/** What the flags of the process say about its reconcilers. */
export interface CoreSettings {
  readonly remoteConnectionGrace: Duration;
  readonly remoteConditionsGrace: Duration;
  /** Regular expressions of keys. */
  readonly syncLabels: readonly string[];
  readonly syncAnnotations: readonly string[];
  /** Whether VolumeAttachments are waited for before a machine goes, not only what its Node says. */
  readonly considerVolumeAttachments: boolean;
  readonly preflightChecks: readonly PreflightCheck[];
  readonly concurrency: {
    readonly cluster: number;
    readonly machine: number;
    readonly machineSet: number;
    readonly machineDeployment: number;
  };
  /** Least time between two reconciles of one object that counts others, so that a burst of changes is one status write. */
  readonly settle: Duration;
  /** How long small news of a status may wait for more. */
  readonly statusPatience: Duration;
}

/** What the reconcilers of this provider are wired with. */
export interface Wiring {
  readonly runtime: Runtime;
  readonly workloadClusters: WorkloadClusters;
  readonly external: ExternalObjects;
  readonly keys: KeySource;
  readonly settings: CoreSettings;
}
