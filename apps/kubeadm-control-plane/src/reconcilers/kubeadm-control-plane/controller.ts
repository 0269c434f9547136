import { KubeadmControlPlane } from '@capi/api';
import type { Controller } from '@capi/controller-runtime';
import { milliseconds, minutes } from '@capi/seams';

import type { Ports } from './ports.ts';
import { kubeadmControlPlaneReconciler } from './reconciler.ts';
import { permissions, reads, watches, workloadSources } from './watches.ts';

/** Changes that come within this time of each other become one reconcile: long enough for a burst, too short to be felt. */
const settle = milliseconds(20);

/** The controller of KubeadmControlPlanes. */
export const kubeadmControlPlaneController = (ports: Ports, concurrency: number): Controller => ({
  name: 'kubeadmcontrolplane',
  resource: KubeadmControlPlane,
  watches,
  sources: workloadSources(ports.workloadClusters, ports.runtime.cache, ports.conditionsGracePeriod),
  reads,
  permissions,
  concurrency,
  timeout: minutes(3),
  settle,
  reconcile: kubeadmControlPlaneReconciler(ports),
});
