import {
  days,
  defaultKeyAlgorithm,
  later,
  minutes,
  redactFields,
  type Duration,
  type Instant,
  type KeyAlgorithm,
  type KeySource,
} from '@capi/seams';

import {
  authorityConstraint,
  distinguishedName,
  keyIdentifier,
  keyUsage,
  ownKeyIdentifier,
  publicKeyBytes,
  signCertificate,
} from './x509/issue.ts';

/** A certificate (a bundle may hold more) and the private key of its first certificate, both PEM. Prints without the key. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

/** A {@link CertificateAndKey} that does not show its private key in logs or errors. */
export const certificateAndKey = (certificate: string, privateKey: string): CertificateAndKey =>
  redactFields({ certificate, privateKey }, 'privateKey');

/** What a new certificate authority is to be like. */
export interface AuthorityOptions {
  readonly now: Instant;
  /** Default `kubernetes`, the name of all three authorities of a cluster. */
  readonly commonName?: string;
  /** Default RSA-2048. */
  readonly algorithm?: KeyAlgorithm;
  /** Counted from now. Default ten years of 365 days. */
  readonly validFor?: Duration;
}

/** Authorities are valid a little before they were made, for nodes whose clocks run behind. */
const backdating = minutes(-5);

/**
 * Makes a self-signed certificate authority that may sign leaf certificates: serial 0, path length 0.
 * @see upstream v1.14.0 util/certs (behaviour)
 */
export async function createAuthority(options: AuthorityOptions, keys: KeySource, signal: AbortSignal): Promise<CertificateAndKey> {
  const { now, commonName = 'kubernetes', algorithm = defaultKeyAlgorithm, validFor = days(3650) } = options;
  const { publicKey, privateKey } = await keys.generate(algorithm, signal);
  const name = distinguishedName(commonName);
  const publicKeyDer = publicKeyBytes(publicKey);
  const certificate = await signCertificate(
    {
      serial: Uint8Array.of(0),
      subject: name,
      notBefore: later(now, backdating),
      notAfter: later(now, validFor),
      publicKey,
      extensions: [keyUsage(true), authorityConstraint(), ownKeyIdentifier(keyIdentifier(publicKeyDer))],
    },
    { name, publicKey: publicKeyDer, privateKey },
    keys,
    signal,
  );
  return certificateAndKey(certificate, privateKey);
}
