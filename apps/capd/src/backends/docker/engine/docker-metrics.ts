import type { Metrics } from '@capi/controller-runtime';
import type { Duration } from '@capi/seams';

/** What is measured of the Docker backend. */
export interface DockerMetrics {
  /** A call to the engine has ended. */
  requested(operation: string, outcome: string, took: Duration): void;
  /** A machine has bootstrapped, or will not any more. */
  bootstrapped(outcome: 'completed' | 'failed' | 'timed-out' | 'interrupted', took: Duration): void;
  /** Whether the engine is followed at present. */
  available(is: boolean): void;
  /** How many containers of this provider belong to no object. */
  orphaned(containers: number): void;
  /** A load balancer got a configuration, or refused it. */
  reloaded(outcome: 'loaded' | 'refused'): void;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Declares them; upstream has none. */
export function dockerMetrics(metrics: Metrics): DockerMetrics {
  const requests = metrics.counter({
    name: 'capd_docker_engine_requests_total',
    help: 'Calls to the Docker engine by how they ended; a program that ran in a container is one call.',
    labels: ['operation', 'outcome'],
  });
  const durations = metrics.histogram({
    name: 'capd_docker_engine_request_duration_seconds',
    help: 'How long the Docker engine took; for exec until the program ended.',
    labels: ['operation'],
    buckets,
  });
  const bootstraps = metrics.histogram({
    name: 'capd_docker_bootstrap_duration_seconds',
    help: 'How long machines took to carry out their bootstrap data.',
    labels: ['outcome'],
    buckets,
  });
  const reloads = metrics.counter({
    name: 'capd_docker_load_balancer_configurations_total',
    help: 'Configurations that load balancers were given; refused are those that HAProxy found invalid.',
    labels: ['outcome'],
  });
  const isAvailable = metrics.gauge({
    name: 'capd_docker_engine_available',
    help: 'Whether events of the Docker engine arrive; absent as long as nothing needs it.',
    labels: [],
  });
  const orphans = metrics.gauge({
    name: 'capd_docker_orphaned_containers',
    help: 'Containers of this provider that belong to no object. They are never removed by themselves.',
    labels: [],
  });
  return {
    requested(operation, outcome, took) {
      requests.add({ operation, outcome });
      durations.observe({ operation }, took / 1000);
    },
    bootstrapped: (outcome, took) => bootstraps.observe({ outcome }, took / 1000),
    available: (is) => isAvailable.set({}, Number(is)),
    orphaned: (containers) => orphans.set({}, containers),
    reloaded: (outcome) => reloads.add({ outcome }),
  };
}
