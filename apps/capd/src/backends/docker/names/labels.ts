/** The labels of containers and networks. Those of kind make `kind get clusters` and its like see our clusters, as upstream's. */
export const dockerLabels = {
  kindCluster: 'io.x-k8s.kind.cluster',
  kindRole: 'io.x-k8s.kind.role',
  failureDomain: 'io.x-k8s.cluster.failureDomain',
  /** From here on ours: clusters of one name in two namespaces are told apart by them. */
  namespace: 'docker.cluster.x-k8s.io/namespace',
  cluster: 'docker.cluster.x-k8s.io/cluster',
  /** Name of the infrastructure machine; a load balancer has none. */
  machine: 'docker.cluster.x-k8s.io/machine',
  /** UID of the infrastructure machine or cluster. */
  ownerUid: 'docker.cluster.x-k8s.io/owner-uid',
  /** On a network that we made and may remove. */
  managed: 'docker.cluster.x-k8s.io/managed',
} as const;

/** What a container is for. */
export type Role = 'control-plane' | 'worker' | 'external-load-balancer';
const roles: readonly string[] = ['control-plane', 'worker', 'external-load-balancer'] satisfies Role[];

export type Labels = Readonly<Record<string, string>>;

/** Whose container it is. */
export interface ClusterName {
  readonly namespace: string;
  /** Name of the Cluster, not of the infrastructure cluster. */
  readonly cluster: string;
}

export interface NodeIdentity extends ClusterName {
  /** Name and UID of the infrastructure machine. */
  readonly machine: string;
  readonly uid: string;
  readonly role: 'control-plane' | 'worker';
  readonly failureDomain?: string;
}

/** Labels of a node's container. */
export const nodeLabels = ({ namespace, cluster, machine, uid, role, failureDomain }: NodeIdentity): Labels => ({
  [dockerLabels.kindCluster]: cluster,
  [dockerLabels.kindRole]: role,
  ...(failureDomain !== undefined && failureDomain !== '' && { [dockerLabels.failureDomain]: failureDomain }),
  [dockerLabels.namespace]: namespace,
  [dockerLabels.cluster]: cluster,
  [dockerLabels.machine]: machine,
  [dockerLabels.ownerUid]: uid,
});

/** Labels of a load balancer's container. `uid` is that of the infrastructure cluster. */
export const loadBalancerLabels = ({ namespace, cluster, uid }: ClusterName & { readonly uid: string }): Labels => ({
  [dockerLabels.kindCluster]: cluster,
  [dockerLabels.kindRole]: 'external-load-balancer' satisfies Role,
  [dockerLabels.namespace]: namespace,
  [dockerLabels.cluster]: cluster,
  [dockerLabels.ownerUid]: uid,
});

/** Labels of a network that we make. It belongs to no cluster: all of one engine use it. */
export const networkLabels: Labels = { [dockerLabels.managed]: 'true' };

/** What a container is for; undefined when it is none of a cluster's. */
export function roleOf(labels: Labels): Role | undefined {
  const role = labels[dockerLabels.kindRole];
  return role !== undefined && roles.includes(role) ? (role as Role) : undefined;
}

/** The cluster that our labels name; undefined for a container that upstream or kind made. */
export function clusterOf(labels: Labels): ClusterName | undefined {
  const { [dockerLabels.namespace]: namespace, [dockerLabels.cluster]: cluster } = labels;
  return namespace === undefined || cluster === undefined ? undefined : { namespace, cluster };
}
