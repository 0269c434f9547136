import type { OwnerReference, Secret } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { certificateAndKey, type CertificateAndKey } from '../authority.ts';
import { clusterNameLabel, clusterSecretName, clusterSecretType, type CertificatePurpose } from './purpose.ts';

/** Name and namespace of a Cluster. */
export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

/** A secret of a cluster: named after it, labelled with it, of Cluster API's type. `values` are texts. */
export function renderClusterSecret(
  cluster: ClusterKey,
  purpose: CertificatePurpose | 'kubeconfig',
  options: { readonly values: Readonly<Record<string, string>>; readonly owner?: DeepReadonly<OwnerReference> },
): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: clusterSecretName(cluster.name, purpose),
      namespace: cluster.namespace,
      labels: { [clusterNameLabel]: cluster.name },
      ...(options.owner === undefined ? {} : { ownerReferences: [{ ...options.owner }] }),
    },
    type: clusterSecretType,
    data: Object.fromEntries(Object.entries(options.values).map(([key, text]) => [key, Buffer.from(text, 'utf8').toString('base64')])),
  };
}

/**
 * The secret that holds a certificate and its key.
 * @param owner who made it, normally a controller reference; absent leaves the secret without owner
 */
export const renderCertificateSecret = (
  cluster: ClusterKey,
  purpose: CertificatePurpose,
  material: CertificateAndKey,
  owner?: DeepReadonly<OwnerReference>,
): Secret =>
  renderClusterSecret(cluster, purpose, {
    values: { 'tls.crt': material.certificate, 'tls.key': material.privateKey },
    ...(owner === undefined ? {} : { owner }),
  });

/**
 * What a certificate secret holds, whoever made it. A missing `tls.key` reads as an empty key: the user keeps it.
 * @returns undefined when there is no `tls.crt`
 */
export function readCertificateSecret(secret: DeepReadonly<Secret>): CertificateAndKey | undefined {
  const certificate = readSecretText(secret, 'tls.crt');
  return certificate === undefined ? undefined : certificateAndKey(certificate, readSecretText(secret, 'tls.key') ?? '');
}

/** One value of a secret as UTF-8 text; undefined when the key is absent. */
export function readSecretText(secret: DeepReadonly<Secret>, key: string): string | undefined {
  const encoded = secret.data?.[key];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
