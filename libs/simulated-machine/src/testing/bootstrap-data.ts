import { certificateFiles, generateClusterCertificates, type CertificateAndKey, type CertificatePurpose } from '@capi/certificates';
import { renderBootstrapDocument } from '@capi/cloud-init';
import { secret, type Instant, type KeySource, type Redacted } from '@capi/seams';
import { stringify } from 'yaml';

/** The certificates of a cluster, small and quick to make. */
export const aPki = (now: Instant, keys: KeySource): Promise<ReadonlyMap<CertificatePurpose, CertificateAndKey>> =>
  generateClusterCertificates({ now, algorithm: 'ECDSA-P256' }, keys, new AbortController().signal);

const documents = (...parts: readonly object[]): string => parts.map((part) => `---\n${stringify(part)}`).join('');
const apiVersion = 'kubeadm.k8s.io/v1beta4';

/** Bootstrap data of the machine that makes the cluster. */
export function initData(
  pki: ReadonlyMap<CertificatePurpose, CertificateAndKey>,
  endpoint: string,
  overrides: { readonly clusterConfiguration?: object; readonly initConfiguration?: object } = {},
): Redacted<string> {
  const cluster = {
    apiVersion,
    kind: 'ClusterConfiguration',
    clusterName: 'demo',
    kubernetesVersion: 'v1.34.0',
    controlPlaneEndpoint: endpoint,
    apiServer: { certSANs: ['localhost'] },
    networking: { dnsDomain: 'cluster.local', podSubnet: '192.168.0.0/16', serviceSubnet: '10.128.0.0/12' },
    ...overrides.clusterConfiguration,
  };
  const init = { apiVersion, kind: 'InitConfiguration', nodeRegistration: { taints: null }, ...overrides.initConfiguration };
  return secret(renderBootstrapDocument({ verb: 'init', kubeadmConfig: documents(cluster, init), files: certificateFiles(pki) }));
}

/** What a machine that joins is told. */
export interface JoinOptions {
  readonly endpoint: string;
  readonly token: string;
  readonly hashes: readonly string[];
  /** Present for a control-plane machine. */
  readonly pki?: ReadonlyMap<CertificatePurpose, CertificateAndKey>;
  /** The kubeadm API that the document is written in; v1beta4 when absent. */
  readonly api?: string;
}

/** Bootstrap data of a machine that joins. */
export function joinData({ endpoint, token, hashes, pki, api = apiVersion }: JoinOptions): Redacted<string> {
  const join = {
    apiVersion: api,
    kind: 'JoinConfiguration',
    discovery: { bootstrapToken: { apiServerEndpoint: endpoint, caCertHashes: hashes, token } },
    nodeRegistration:
      pki === undefined ? { taints: [{ key: 'node.cluster.x-k8s.io/uninitialized', effect: 'NoSchedule' }] } : { taints: null },
    ...(pki === undefined ? {} : { controlPlane: { localAPIEndpoint: {} } }),
  };
  return secret(
    renderBootstrapDocument({ verb: 'join', kubeadmConfig: documents(join), files: pki === undefined ? [] : certificateFiles(pki) }),
  );
}
