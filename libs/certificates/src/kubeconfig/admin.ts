import { secretKeys, type OwnerReference, type Secret } from '@capi/api';
import { between, days, later, type DeepReadonly, type Duration, type Instant, type KeyAlgorithm, type KeySource } from '@capi/seams';

import type { CertificateAndKey } from '../authority.ts';
import { readSecretText, renderClusterSecret, type ClusterKey } from '../cluster/secret.ts';
import { issueCertificate } from '../leaf.ts';
import { parseCertificate } from '../x509/parse.ts';
import { kubeconfig, parseKubeconfig, renderKubeconfig, type Kubeconfig } from './kubeconfig.ts';

/** How long the client certificate in an administrator's kubeconfig is valid. */
export const clientCertificateLifetime: Duration = days(365);

/** What an administrator's kubeconfig is made from. */
export interface AdminKubeconfigOptions {
  /** Name of the Cluster. */
  readonly cluster: string;
  /** `https://host:port`. */
  readonly server: string;
  /** The cluster authority, with its key. */
  readonly authority: CertificateAndKey;
  readonly now: Instant;
  /** Default RSA-2048. */
  readonly algorithm?: KeyAlgorithm;
}

/**
 * Makes the kubeconfig of a cluster's administrator (group `system:masters`) with a new key and certificate.
 * @see upstream v1.14.0 util/kubeconfig (behaviour)
 */
export async function createAdminKubeconfig(options: AdminKubeconfigOptions, keys: KeySource, signal: AbortSignal): Promise<Kubeconfig> {
  const { cluster, server, authority, now, algorithm } = options;
  const client = await issueCertificate(
    authority,
    {
      commonName: 'kubernetes-admin',
      organizations: ['system:masters'],
      usages: ['client'],
      notAfter: later(now, clientCertificateLifetime),
      ...(algorithm === undefined ? {} : { algorithm }),
    },
    keys,
    signal,
  );
  return kubeconfig({
    server,
    clusterName: cluster,
    userName: `${cluster}-admin`,
    contextName: `${cluster}-admin@${cluster}`,
    certificateAuthority: parseCertificate(authority.certificate).pem,
    clientCertificate: client.certificate,
    clientKey: client.privateKey,
  });
}

/**
 * Whether less than half of the client certificate's lifetime is left. A kubeconfig without client certificate never needs it.
 * Throws when the certificate cannot be read.
 */
export function needsRotation(config: Kubeconfig, now: Instant): boolean {
  if (config.clientCertificate === undefined) return false;
  return between(now, parseCertificate(config.clientCertificate).notAfter) < clientCertificateLifetime / 2;
}

/** The secret `<cluster>-kubeconfig`. */
export const renderKubeconfigSecret = (cluster: ClusterKey, config: Kubeconfig, owner?: DeepReadonly<OwnerReference>): Secret =>
  renderClusterSecret(cluster, 'kubeconfig', {
    values: { [secretKeys.value]: renderKubeconfig(config) },
    ...(owner === undefined ? {} : { owner }),
  });

/** The kubeconfig in a secret; undefined when it has no key `value`. Throws when the text cannot be read. */
export function readKubeconfigSecret(secret: DeepReadonly<Secret>): Kubeconfig | undefined {
  const text = readSecretText(secret, secretKeys.value);
  return text === undefined ? undefined : parseKubeconfig(text);
}
