import { redactFields } from './redact-fields.ts';

/** Kinds of keys, by the names of `clusterConfiguration.encryptionAlgorithm`. */
export type KeyAlgorithm = 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'ECDSA-P256' | 'ECDSA-P384';

/** What is used where nobody asked for an algorithm. */
export const defaultKeyAlgorithm: KeyAlgorithm = 'RSA-2048';

const algorithms: readonly string[] = ['RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256', 'ECDSA-P384'] satisfies KeyAlgorithm[];

/** Whether `name` is an algorithm that keys can be made with. */
export const isKeyAlgorithm = (name: string): name is KeyAlgorithm => algorithms.includes(name);

/** A private key (PKCS#1 for RSA, SEC1 for ECDSA) with its public half (SubjectPublicKeyInfo), both PEM. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** A {@link KeyPair} that does not show its private key in logs, errors or JSON. */
export const keyPair = (publicKey: string, privateKey: string): KeyPair => redactFields({ publicKey, privateKey }, 'privateKey');

/** Digests that signatures are made over. */
export type Digest = 'SHA256' | 'SHA384';

/**
 * Where keys, signatures and unpredictable bytes come from: the part of a PKI that needs a good random source and a fast
 * processor. Handed in, so that pure code stays pure; `nodeKeySource()` of `@capi/controller-runtime` works off the main thread.
 */
export interface KeySource {
  /** A new key pair. Rejects with the signal's reason once it is aborted. */
  generate(algorithm: KeyAlgorithm, signal: AbortSignal): Promise<KeyPair>;
  /**
   * Signs `bytes` with a PEM private key: PKCS#1 v1.5 for RSA, a DER sequence of r and s for ECDSA. Rejects when the PEM holds
   * no private key.
   */
  sign(privateKey: string, digest: Digest, bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
  /** Bytes that nobody can predict, for serial numbers and tokens. */
  randomBytes(length: number): Uint8Array;
}
