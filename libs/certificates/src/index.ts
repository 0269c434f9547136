export { certificateAndKey, createAuthority, type AuthorityOptions, type CertificateAndKey } from './authority.ts';
export { certificateFiles, defaultCertificatesDir, type CertificateFile, type ExternalEtcdPaths } from './cluster/files.ts';
export { generateClusterCertificates, generateMaterial } from './cluster/generate.ts';
export { generatedPurposes, type CertificatePurpose, type GeneratedPurpose } from './cluster/purpose.ts';
export { readCertificateSecret, readSecretText, renderCertificateSecret, renderClusterSecret, type ClusterKey } from './cluster/secret.ts';
export { discoveryHashes } from './discovery-hash.ts';
export {
  clientCertificateLifetime,
  createAdminKubeconfig,
  needsRotation,
  readKubeconfigSecret,
  renderKubeconfigSecret,
  type AdminKubeconfigOptions,
} from './kubeconfig/admin.ts';
export { kubeconfig, parseKubeconfig, renderKubeconfig, type Kubeconfig } from './kubeconfig/kubeconfig.ts';
export { issueCertificate, type LeafOptions } from './leaf.ts';
export { parsePem, renderPem, type PemBlock } from './pem.ts';
export { expiryOf, parseCertificate, parseCertificates, type ParsedCertificate } from './x509/parse.ts';
export type { Digest, KeyAlgorithm, KeyPair, KeySource } from '@capi/seams';
