import { KubeadmConfig } from '@capi/api';
import type { Controller, Runtime } from '@capi/controller-runtime';
import type { Duration, KeySource } from '@capi/seams';
import type { WorkloadClusters } from '@capi/workload-cluster';

import { kubeadmConfigReconciler } from './reconciler.ts';
import { permissions, reads, waitingOn, watches } from './watches.ts';

export interface KubeadmConfigControllerOptions {
  readonly runtime: Runtime;
  readonly workloadClusters: Pick<WorkloadClusters, 'connection' | 'changes'>;
  /** For certificates of clusters without control-plane object, and for bootstrap tokens. */
  readonly keys: KeySource;
  /** `--bootstrap-token-ttl` */
  readonly tokenLifetime: Duration;
  /** `--kubeadmconfig-concurrency` */
  readonly concurrency: number;
}

/** The controller of KubeadmConfigs. */
export function kubeadmConfigController({ runtime, concurrency, ...others }: KubeadmConfigControllerOptions): Controller {
  const { client, cache, clock, log } = runtime;
  const { workloadClusters } = others;
  return {
    name: 'kubeadmconfig',
    resource: KubeadmConfig,
    watches,
    sources: [workloadClusters.changes({ keysOf: (cluster) => waitingOn(cache, cluster) })],
    reads,
    permissions,
    concurrency,
    reconcile: kubeadmConfigReconciler({ client, cache, clock, log, ...others }),
  };
}
