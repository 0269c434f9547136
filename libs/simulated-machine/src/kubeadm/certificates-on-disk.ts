import { createPrivateKey, X509Certificate } from 'node:crypto';

import { certificateAndKey, defaultCertificatesDir, type CertificateAndKey } from '@capi/certificates';

import type { Disk } from '../boot/read-boot-document.ts';

/** The authorities that a control-plane machine brings along, from the files that its bootstrap data wrote. */
export interface Authorities {
  readonly cluster: CertificateAndKey;
  /** Absent with external etcd, where the machine only has the certificate. */
  readonly etcd?: CertificateAndKey;
  readonly etcdCertificate: string;
}

/**
 * Finds and checks what kubeadm's preflight wants of a control-plane machine: each authority with a key that fits, and the service
 * account's key pair.
 * @param fail throws; called with what is wrong and the file
 */
export function readAuthorities(
  disk: Disk,
  options: { readonly certificatesDir?: string; readonly externalEtcd: boolean },
  fail: (why: string) => never,
): Authorities {
  const dir = options.certificatesDir ?? defaultCertificatesDir;
  const read = (name: string): string => disk.get(`${dir}/${name}`) ?? fail(`there is no file ${dir}/${name}`);
  const pair = (name: string): CertificateAndKey => {
    const both = certificateAndKey(read(`${name}.crt`), read(`${name}.key`));
    const mismatch = mismatchOf(both);
    return mismatch === undefined ? both : fail(`${dir}/${name}.crt and ${name}.key: ${mismatch}`);
  };
  const cluster = pair('ca');
  pair('front-proxy-ca');
  read('sa.pub');
  read('sa.key');
  if (options.externalEtcd) return { cluster, etcdCertificate: disk.get(`${dir}/etcd/ca.crt`) ?? '' };
  const etcd = pair('etcd/ca');
  return { cluster, etcd, etcdCertificate: etcd.certificate };
}

function mismatchOf({ certificate, privateKey }: CertificateAndKey): string | undefined {
  try {
    const parsed = new X509Certificate(certificate);
    if (!parsed.ca) return 'the certificate is not an authority';
    return parsed.checkPrivateKey(createPrivateKey(privateKey)) ? undefined : 'the key does not belong to the certificate';
  } catch {
    return 'they are not a PEM certificate and key';
  }
}

/** Whether two PEM texts start with the same certificate, whatever their line breaks. */
export function isSameCertificate(one: string, other: string): boolean {
  try {
    return new X509Certificate(one).fingerprint256 === new X509Certificate(other).fingerprint256;
  } catch {
    return false;
  }
}
