import { printKey, type ObjectKey } from '@capi/api';
import { parseTarget } from '@capi/apiserver';
import type { Metrics } from '@capi/controller-runtime';
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
