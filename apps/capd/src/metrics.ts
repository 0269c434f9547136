import { printKey, type ObjectKey } from '@capi/api';
import { parseTarget } from '@capi/apiserver';
import type { Metrics } from '@capi/controller-runtime';
import type { Duration } from '@capi/seams';
import type { SimulationPorts } from '@capi/simulated-machine';

const buckets = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60];
const requestLabels = [
  'verb',
  'dry_run',
  'group',
  'version',
  'resource',
  'subresource',
  'scope',
  'component',
  'method',
  'host',
  'path',
  'cluster_name',
  'user_agent',
];

/** What simulated clusters are asked, under upstream's names. */
export function simulationMetrics(metrics: Metrics, host: string): Required<Pick<SimulationPorts, 'onApiRequest' | 'onEtcdCall'>> {
  const requests = metrics.counter({
    name: 'inmemory_apiserver_request_total',
    help: 'Requests that the API servers of simulated clusters answered.',
    labels: [...requestLabels, 'code'],
  });
  const durations = metrics.histogram({
    name: 'inmemory_apiserver_request_duration_seconds',
    help: 'How long the API servers of simulated clusters took to answer; a watch is answered when it begins.',
    labels: requestLabels,
    buckets,
  });
  const calls = metrics.histogram({
    name: 'inmemory_etcd_request_duration_seconds',
    help: 'How long simulated etcd members took to answer.',
    labels: ['grpc_method', 'cluster_name'],
    buckets,
  });
  return {
    onApiRequest(cluster, { method, path, query, status, userAgent, duration }) {
      const asked = describeRequest(method, path, query);
      const labels = { ...asked, component: 'apiserver', method, host, cluster_name: printKey(cluster), user_agent: userAgent };
      requests.add({ ...labels, code: String(status) });
      durations.observe(labels, duration / 1000);
    },
    onEtcdCall: (cluster: ObjectKey, method, duration) =>
      calls.observe({ grpc_method: method, cluster_name: printKey(cluster) }, duration / 1000),
  };
}

interface RequestLabels extends Readonly<Record<string, string>> {
  readonly verb: string;
  readonly path: string;
  readonly scope: string;
}

/** What a request is about, with the path as a pattern: names would make a series for each object. */
export function describeRequest(method: string, path: string, query: URLSearchParams): RequestLabels {
  const target = parseTarget(path);
  const { group = '', version = '', namespace, plural = '', name, subresource = '' } = target ?? {};
  const isList = method === 'GET' && target !== undefined && name === undefined;
  const isWatch = isList && ['1', 'true'].includes(query.get('watch') ?? '');
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const parts = [namespace === undefined ? '' : '/namespaces/{namespace}', `/${plural}`, name === undefined ? '' : '/{name}'];
  return {
    verb: isWatch ? 'WATCH' : isList ? 'LIST' : method,
    dry_run: query.get('dryRun') ?? '',
    group,
    version,
    resource: plural,
    subresource,
    scope: target === undefined ? '' : name !== undefined ? 'resource' : namespace === undefined ? 'cluster' : 'namespace',
    path: target === undefined ? path : `${root}${parts.join('')}${subresource === '' ? '' : `/${subresource}`}`,
  };
}

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

const engineBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** What the Docker backend does; upstream measures nothing of it. */
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
    buckets: engineBuckets,
  });
  const bootstraps = metrics.histogram({
    name: 'capd_docker_bootstrap_duration_seconds',
    help: 'How long machines took to carry out their bootstrap data.',
    labels: ['outcome'],
    buckets: engineBuckets,
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
