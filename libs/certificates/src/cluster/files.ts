import type { CertificateAndKey } from '../authority.ts';
import type { CertificatePurpose } from './purpose.ts';

/** Where kubeadm looks for certificates unless `clusterConfiguration.certificatesDir` says otherwise. */
export const defaultCertificatesDir = '/etc/kubernetes/pki';

/** A file to be written on a control-plane node. */
export interface CertificateFile {
  readonly path: string;
  readonly owner: string;
  readonly permissions: string;
  readonly content: string;
}

/** Where an external etcd's certificates go on a node, as in `clusterConfiguration.etcd.external`. */
export interface ExternalEtcdPaths {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * The certificate files of a control-plane node, in the order in which they are written. Empty parts are left out, and so is the
 * key of an external etcd's authority: kubeadm does not want it, and it has no path.
 */
export function certificateFiles(
  materials: ReadonlyMap<CertificatePurpose, CertificateAndKey>,
  options: { readonly dir?: string; readonly externalEtcd?: ExternalEtcdPaths } = {},
): readonly CertificateFile[] {
  return paths(options.dir ?? defaultCertificatesDir, options.externalEtcd).flatMap(([purpose, certificatePath, keyPath]) => {
    const { certificate, privateKey } = materials.get(purpose) ?? { certificate: '', privateKey: '' };
    return [
      { path: certificatePath, owner: 'root:root', permissions: '0640', content: certificate },
      { path: keyPath, owner: 'root:root', permissions: '0600', content: privateKey },
    ].filter((file) => file.path !== '' && file.content !== '');
  });
}

function paths(dir: string, external: ExternalEtcdPaths | undefined): readonly (readonly [CertificatePurpose, string, string])[] {
  return [
    ['ca', `${dir}/ca.crt`, `${dir}/ca.key`],
    external === undefined ? ['etcd', `${dir}/etcd/ca.crt`, `${dir}/etcd/ca.key`] : ['etcd', external.caFile, ''],
    ['proxy', `${dir}/front-proxy-ca.crt`, `${dir}/front-proxy-ca.key`],
    ['sa', `${dir}/sa.pub`, `${dir}/sa.key`],
    ['apiserver-etcd-client', external?.certFile ?? '', external?.keyFile ?? ''],
  ];
}
