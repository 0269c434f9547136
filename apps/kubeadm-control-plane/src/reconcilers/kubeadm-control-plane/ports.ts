import type { EventRecorder, Runtime } from '@capi/controller-runtime';
import type { Duration, KeySource } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import type { StepMetrics } from '../../metrics.ts';
import type { EtcdAccess } from '../../workload/etcd-access.ts';
import type { Memory } from './memory.ts';

/** What the reconciler is wired with. */
export interface Ports {
  readonly runtime: Pick<Runtime, 'client' | 'cache' | 'clock' | 'random' | 'log' | 'watchAlso'>;
  readonly events: EventRecorder;
  readonly metrics: StepMetrics;
  readonly keys: KeySource;
  readonly workloadClusters: WorkloadClusters;
  readonly etcd: EtcdAccess;
  readonly memory: Memory;
  /** How long a workload cluster may stay silent before what is known of it is no longer believed. */
  readonly conditionsGracePeriod: Duration;
}
