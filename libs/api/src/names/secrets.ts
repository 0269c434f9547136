/** What the secrets of a Cluster are for; part of their names. */
export type ClusterSecretPurpose = 'ca' | 'etcd' | 'sa' | 'proxy' | 'kubeconfig' | 'apiserver-etcd-client';

/** `type` of every secret that Cluster API makes. */
export const clusterSecretType = 'cluster.x-k8s.io/secret';

/** Keys in the data of those secrets. */
export const secretKeys = {
  /** Kubeconfigs and bootstrap data. */
  value: 'value',
  /** Form of bootstrap data: `cloud-config` or `ignition`. */
  format: 'format',
  certificate: 'tls.crt',
  privateKey: 'tls.key',
} as const;

/** Name of a secret of a Cluster: `demo-kubeconfig`, `demo-ca`. */
export const clusterSecretName = (cluster: string, purpose: ClusterSecretPurpose): string => `${cluster}-${purpose}`;

/**
 * Which secret of which Cluster a name means; the inverse of {@link clusterSecretName}.
 * @returns undefined when the name is not of that form
 */
export function parseClusterSecretName(name: string): { readonly cluster: string; readonly purpose: ClusterSecretPurpose } | undefined {
  const match = /^(.+)-(ca|etcd|sa|proxy|kubeconfig|apiserver-etcd-client)$/.exec(name);
  if (match === null) return undefined;
  const [, cluster = '', purpose = ''] = match;
  return { cluster, purpose: purpose as ClusterSecretPurpose };
}
