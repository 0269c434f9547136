/** What the certificate secrets of a cluster are for; also the ends of their names. */
export const certificatePurposes = ['ca', 'etcd', 'proxy', 'sa', 'apiserver-etcd-client'] as const;
/**
 * `ca` cluster authority · `etcd` etcd authority · `proxy` front-proxy authority · `sa` service-account key pair ·
 * `apiserver-etcd-client` a user's client certificate for an external etcd.
 */
export type CertificatePurpose = (typeof certificatePurposes)[number];

/** The four that Cluster API makes for every cluster with etcd on its control plane, in the order in which files are written. */
export const generatedPurposes = ['ca', 'etcd', 'proxy', 'sa'] as const satisfies readonly CertificatePurpose[];
export type GeneratedPurpose = (typeof generatedPurposes)[number];

/** Name of a cluster's secret: `demo-ca`, `demo-kubeconfig`. */
export const clusterSecretName = (cluster: string, purpose: CertificatePurpose | 'kubeconfig'): string => `${cluster}-${purpose}`;

/** Type of every secret that Cluster API makes. */
export const clusterSecretType = 'cluster.x-k8s.io/secret';
/** Label that ties an object to its cluster. */
export const clusterNameLabel = 'cluster.x-k8s.io/cluster-name';
