import type { ClusterSecretPurpose } from '@capi/api';

/**
 * What the certificate secrets of a cluster are for: `ca` cluster authority · `etcd` etcd authority · `proxy` front-proxy
 * authority · `sa` service-account key pair · `apiserver-etcd-client` a user's client certificate for an external etcd.
 */
export type CertificatePurpose = Exclude<ClusterSecretPurpose, 'kubeconfig'>;

/** The four that Cluster API makes for a cluster with etcd on its control plane, in the order in which files are written. */
export const generatedPurposes = ['ca', 'etcd', 'proxy', 'sa'] as const satisfies readonly CertificatePurpose[];
/** One of {@link generatedPurposes}. */
export type GeneratedPurpose = (typeof generatedPurposes)[number];
