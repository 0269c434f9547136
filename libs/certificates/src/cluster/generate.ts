import { defaultKeyAlgorithm, type KeySource } from '@capi/seams';

import { certificateAndKey, createAuthority, type AuthorityOptions, type CertificateAndKey } from '../authority.ts';
import { generatedPurposes, type GeneratedPurpose } from './purpose.ts';

/**
 * Makes what one secret of a cluster holds. For `sa` that is a key pair whose public key stands where the others have their
 * certificate.
 */
export async function generateMaterial(
  purpose: GeneratedPurpose,
  options: AuthorityOptions,
  keys: KeySource,
  signal: AbortSignal,
): Promise<CertificateAndKey> {
  if (purpose !== 'sa') return createAuthority(options, keys, signal);
  const { publicKey, privateKey } = await keys.generate(options.algorithm ?? defaultKeyAlgorithm, signal);
  return certificateAndKey(publicKey, privateKey);
}

/** Makes several at once; key generation is what takes long, and it runs beside the main thread. Default: all four. */
export async function generateClusterCertificates(
  options: AuthorityOptions & { readonly purposes?: readonly GeneratedPurpose[] },
  keys: KeySource,
  signal: AbortSignal,
): Promise<ReadonlyMap<GeneratedPurpose, CertificateAndKey>> {
  const { purposes = generatedPurposes, ...authority } = options;
  const made = await Promise.all(purposes.map((purpose) => generateMaterial(purpose, authority, keys, signal)));
  return new Map(purposes.flatMap((purpose, index) => (made[index] === undefined ? [] : [[purpose, made[index]] as const])));
}
