import { digestOf } from './x509/issue.ts';
import { parseCertificates } from './x509/parse.ts';

/**
 * How a joining node knows the right cluster: `sha256:` and the digest of the public key, for every certificate of a bundle.
 * Throws when a certificate cannot be read.
 */
export const discoveryHashes = (bundle: string): readonly string[] =>
  parseCertificates(bundle).map(({ publicKey }) => `sha256:${Buffer.from(digestOf(publicKey)).toString('hex')}`);
