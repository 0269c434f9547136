import type { ObjectKey } from '@capi/api';
import type { Metrics } from '@capi/controller-runtime';

/** Upstream's three metrics of workload cluster connections. */
export interface ConnectionMetrics {
  connected(cluster: ObjectKey, up: boolean): void;
  probed(cluster: ObjectKey, succeeded: boolean): void;
  forget(cluster: ObjectKey): void;
}

const cluster = ['cluster_name', 'cluster_namespace'] as const;
const labelsOf = ({ name, namespace }: ObjectKey): Record<(typeof cluster)[number], string> => ({
  cluster_name: name,
  cluster_namespace: namespace ?? '',
});

/** The metrics of a process; series of a cluster last until it is forgotten. */
export function connectionMetrics(metrics: Metrics): ConnectionMetrics {
  const up = metrics.gauge({
    name: 'capi_cluster_cache_connection_up',
    help: 'Whether there is a connection to the workload cluster (1) or not (0).',
    labels: cluster,
  });
  const healthy = metrics.gauge({
    name: 'capi_cluster_cache_healthcheck',
    help: 'Whether the last probe of the workload cluster succeeded (1) or not (0).',
    labels: cluster,
  });
  const probes = metrics.counter({
    name: 'capi_cluster_cache_healthchecks_total',
    help: 'Probes of the workload cluster by outcome: success or error.',
    labels: [...cluster, 'status'],
  });
  return {
    connected: (key, isUp) => up.set(labelsOf(key), isUp ? 1 : 0),
    probed(key, succeeded) {
      healthy.set(labelsOf(key), succeeded ? 1 : 0);
      probes.add({ ...labelsOf(key), status: succeeded ? 'success' : 'error' });
    },
    forget(key) {
      up.remove(labelsOf(key));
      healthy.remove(labelsOf(key));
    },
  };
}
