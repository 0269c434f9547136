import type { SecureContextOptions } from 'node:tls';

/** What the flags of a provider say about TLS. */
export interface TlsSettings {
  readonly minVersion: 'VersionTLS10' | 'VersionTLS11' | 'VersionTLS12' | 'VersionTLS13';
  readonly cipherSuites: readonly string[];
}

const versions = { VersionTLS10: 'TLSv1', VersionTLS11: 'TLSv1.1', VersionTLS12: 'TLSv1.2', VersionTLS13: 'TLSv1.3' } as const;

/** The settings as servers of Node take them. */
export const tlsOptions = ({ minVersion, cipherSuites }: TlsSettings): Pick<SecureContextOptions, 'minVersion' | 'ciphers'> => ({
  minVersion: versions[minVersion],
  // Names as OpenSSL and as Go know them differ in their separators only for TLS 1.3.
  ...(cipherSuites.length === 0 ? {} : { ciphers: cipherSuites.join(':') }),
});
