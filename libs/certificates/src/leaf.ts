import { defaultKeyAlgorithm, type Instant, type KeyAlgorithm, type KeySource } from '@capi/seams';

import { certificateAndKey, type CertificateAndKey } from './authority.ts';
import { decode } from './x509/der.ts';
import {
  distinguishedName,
  extendedKeyUsage,
  issuerKeyIdentifier,
  keyUsage,
  leafConstraint,
  signCertificate,
  subjectAltName,
} from './x509/issue.ts';
import { parseCertificate } from './x509/parse.ts';

/** Whom or what a certificate names, and what for. */
export interface LeafOptions {
  readonly commonName: string;
  /** Groups, for a Kubernetes client certificate. */
  readonly organizations?: readonly string[];
  /** What the bearer may do: prove who it is as a client, as a server, or both. */
  readonly usages: readonly ('client' | 'server')[];
  readonly dnsNames?: readonly string[];
  /** IPv4 or IPv6 addresses as text. */
  readonly ipAddresses?: readonly string[];
  /** Default: since when the authority is valid. */
  readonly notBefore?: Instant;
  readonly notAfter: Instant;
  /** Default RSA-2048. */
  readonly algorithm?: KeyAlgorithm;
}

/**
 * Makes a key and a certificate for it, signed by the first certificate of `authority`. Rejects with a plain Error when the
 * authority's PEM cannot be read or an address is not one.
 */
export async function issueCertificate(
  authority: CertificateAndKey,
  options: LeafOptions,
  keys: KeySource,
  signal: AbortSignal,
): Promise<CertificateAndKey> {
  const issuer = parseCertificate(authority.certificate);
  const { dnsNames = [], ipAddresses = [] } = options;
  const alternatives = dnsNames.length + ipAddresses.length > 0 ? [subjectAltName(dnsNames, ipAddresses)] : [];
  const issuerKey = issuer.subjectKeyIdentifier === undefined ? [] : [issuerKeyIdentifier(issuer.subjectKeyIdentifier)];
  const { publicKey, privateKey } = await keys.generate(options.algorithm ?? defaultKeyAlgorithm, signal);
  const certificate = await signCertificate(
    {
      serial: serialNumber(keys),
      subject: distinguishedName(options.commonName, options.organizations),
      notBefore: options.notBefore ?? issuer.notBefore,
      notAfter: options.notAfter,
      publicKey,
      extensions: [keyUsage(false), extendedKeyUsage(options.usages), leafConstraint(), ...issuerKey, ...alternatives],
    },
    { name: decode(issuer.subject), publicKey: issuer.publicKey, privateKey: authority.privateKey },
    keys,
    signal,
  );
  return certificateAndKey(certificate, privateKey);
}

/** Random and below 2^63, so that it fits in a signed 64-bit number. */
function serialNumber(keys: KeySource): Uint8Array {
  const bytes = keys.randomBytes(8).slice();
  bytes[0] = (bytes[0] ?? 0) & 0x7f;
  return bytes;
}
