import type { EventRecorder, Runtime } from '@capi/controller-runtime';
import type { Duration, Instant } from '@capi/seams';
import type { WorkloadClusters, WorkloadConnection } from '@capi/workload-cluster';

import type { KeysAhead } from '../../keys-ahead.ts';
import type { StepMetrics } from '../../metrics.ts';
import type { EtcdAccess } from '../../workload/etcd-access.ts';
import type { Memory } from './memory.ts';

/** What the reconciler is wired with. */
export interface Ports {
  readonly runtime: Pick<Runtime, 'client' | 'cache' | 'clock' | 'random' | 'log' | 'watchAlso'>;
  readonly events: EventRecorder;
  readonly metrics: StepMetrics;
  readonly keys: KeysAhead;
  readonly workloadClusters: WorkloadClusters;
  readonly etcd: EtcdAccess;
  /** When the certificate expires by which the API server on a Node answers at a port. */
  readonly servingCertificateExpiry: (connection: WorkloadConnection, node: string, port: number, signal: AbortSignal) => Promise<Instant>;
  readonly memory: Memory;
  /** How long a workload cluster may stay silent before what is known of it is no longer believed. */
  readonly conditionsGracePeriod: Duration;
  /** How long load balancers may take to hear that a machine is deleted. */
  readonly loadBalancerGrace: Duration;
}
