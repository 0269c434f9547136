import {
  clusterSecretName,
  clusterSecretType,
  labels,
  secretKeys,
  type ClusterSecretPurpose,
  type OwnerReference,
  type Secret,
} from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import { certificateAndKey, type CertificateAndKey } from '../authority.ts';
import type { CertificatePurpose } from './purpose.ts';

/** Name and namespace of a Cluster. */
export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

/** A secret of a cluster: named after it, labelled with it, of Cluster API's type. `values` are texts. */
export function renderClusterSecret(
  cluster: ClusterKey,
  purpose: ClusterSecretPurpose,
  options: { readonly values: Readonly<Record<string, string>>; readonly owner?: DeepReadonly<OwnerReference> },
): Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: clusterSecretName(cluster.name, purpose),
      namespace: cluster.namespace,
      labels: { [labels.clusterName]: cluster.name },
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
    values: { [secretKeys.certificate]: material.certificate, [secretKeys.privateKey]: material.privateKey },
    ...(owner === undefined ? {} : { owner }),
  });

/**
 * What a certificate secret holds, whoever made it. A missing `tls.key` reads as an empty key: the user keeps it.
 * @returns undefined when there is no `tls.crt`
 */
export function readCertificateSecret(secret: DeepReadonly<Secret>): CertificateAndKey | undefined {
  const certificate = readSecretText(secret, secretKeys.certificate);
  return certificate === undefined ? undefined : certificateAndKey(certificate, readSecretText(secret, secretKeys.privateKey) ?? '');
}

/** One value of a secret as UTF-8 text; undefined when the key is absent. */
export function readSecretText(secret: DeepReadonly<Secret>, key: string): string | undefined {
  const encoded = secret.data?.[key];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
