import { Node, Pod, type ObjectKey, type Secret } from '@capi/api';
import { ConfigMap } from '@capi/api';
import { readCertificateSecret } from '@capi/certificates';
import { ApiError } from '@capi/controller-runtime';
import { between, instant, OperationError, parseInstant, type DeepReadonly, type Instant } from '@capi/seams';
import type { WorkloadConnection } from '@capi/workload-cluster';

import type { EtcdCluster } from '../../../workload/etcd-access.ts';
import { controlPlaneRole } from '../health/node-marks.ts';
import type { SeenEtcd, SeenNode, SeenWorkload } from '../observation.ts';
import type { Ports } from '../ports.ts';
import { componentPods } from '../scopes.ts';

/** The workload cluster as far as its connection shows it. */
export interface Workload {
  readonly seen: SeenWorkload;
  readonly connection: WorkloadConnection | undefined;
  readonly nodes: ReadonlyMap<string, DeepReadonly<Node>>;
  /** Static pods of the control plane by name. */
  readonly pods: ReadonlyMap<string, DeepReadonly<Pod>>;
}

/**
 * @param initializedSince for how long the workload cluster is expected to answer
 */
export async function examineWorkload(
  cluster: ObjectKey,
  { runtime, workloadClusters, conditionsGracePeriod }: Ports,
  initializedSince: Instant | undefined,
  signal: AbortSignal,
): Promise<Workload> {
  const connection = workloadClusters.connection(cluster);
  if (connection === undefined) {
    const { lastSuccess, lastFailure } = workloadClusters.history(cluster);
    const known = Math.max(lastSuccess ?? 0, initializedSince ?? 0);
    const silent = known > 0 && between(instant(known), runtime.clock.now()) > conditionsGracePeriod;
    const why = lastFailure ?? 'no connection has been made yet';
    return { seen: { kind: 'disconnected', why, silent }, connection, nodes: new Map(), pods: new Map() };
  }
  await connection.cache.ensure({ ...componentPods, resource: Pod }, signal);
  const nodes = new Map(connection.cache.list(Node).map((node) => [node.metadata.name, node]));
  const pods = connection.cache.list(Pod, { namespace: 'kube-system' });
  const controlPlaneNodes = [...nodes.values()].filter((node) => node.metadata.labels?.[controlPlaneRole] !== undefined);
  return {
    seen: { kind: 'connected', nodes: controlPlaneNodes.map(seeNode) },
    connection,
    nodes,
    pods: new Map(pods.map((pod) => [pod.metadata.name, pod])),
  };
}

const seeNode = (node: DeepReadonly<Node>): SeenNode => ({
  name: node.metadata.name,
  createdAt: parseInstant(node.metadata.creationTimestamp ?? '') ?? instant(0),
  ready: node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') === true,
  ...(node.spec?.providerID === undefined ? {} : { providerID: node.spec.providerID }),
});

/**
 * Whether `kubeadm init` has finished: it uploads its configuration last. Read live, since ConfigMaps of workload clusters are not
 * watched, and only until it is there.
 */
export async function hasKubeadmConfig(connection: WorkloadConnection, signal: AbortSignal): Promise<boolean> {
  try {
    return (await connection.client.get(ConfigMap, { namespace: 'kube-system', name: 'kubeadm-config' }, signal)) !== undefined;
  } catch (error) {
    // Any trouble means "not yet"; the connection's own probe tells whether there is more to it.
    if (signal.aborted || !(error instanceof OperationError || error instanceof ApiError)) throw error;
    return false;
  }
}

/** How etcd can be asked: absent while there is no connection or its authority is missing. */
export function etcdCluster(
  uid: string,
  connection: WorkloadConnection | undefined,
  secrets: ReadonlyMap<string, DeepReadonly<Secret>>,
  nodes: readonly string[],
): EtcdCluster | undefined {
  const secret = secrets.get('etcd');
  const authority = secret && readCertificateSecret(secret);
  if (connection === undefined || authority === undefined) return undefined;
  const clientSecret = secrets.get('apiserver-etcd-client');
  return { uid, connection, authority, nodes, clientCertificate: clientSecret && readCertificateSecret(clientSecret) };
}

/** Reads members, alarms and leader of a stacked etcd. */
export async function examineEtcd(
  stackedEtcd: boolean,
  etcd: EtcdCluster | undefined,
  ports: Ports,
  signal: AbortSignal,
): Promise<SeenEtcd> {
  if (!stackedEtcd) return { kind: 'external' };
  if (etcd === undefined) return { kind: 'unread', why: 'the workload cluster or its etcd certificates are not available' };
  if (etcd.nodes.length === 0) return { kind: 'unread', why: 'no control-plane Machine has a Node yet' };
  return ports.etcd.read(etcd, signal);
}
