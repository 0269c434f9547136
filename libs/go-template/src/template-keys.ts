/** Kinds of keys as `genPrivateKey` names them, RSA with its size. */
export type TemplateKeyKind = 'rsa-2048' | 'rsa-4096' | 'dsa' | 'ecdsa' | 'ed25519';

/**
 * Where keys and unpredictable bytes come from while a template is rendered. Unlike a `KeySource` it answers at once: a template
 * cannot wait.
 */
export interface TemplateKeys {
  /** Bytes that nobody can predict. */
  randomBytes(length: number): Uint8Array;
  /** A new private key in PEM: PKCS#1 for RSA, SEC 1 (P-256) for ECDSA, PKCS#8 for Ed25519, OpenSSL's own form for DSA. */
  generate(kind: TemplateKeyKind): string;
  /** The public half (SubjectPublicKeyInfo, DER) of a PEM private key. Throws when it holds none. */
  publicKey(privateKey: string): Uint8Array;
  /** Signs with SHA-256: PKCS#1 v1.5 for RSA, a DER sequence for ECDSA and DSA; Ed25519 as it is. */
  sign(privateKey: string, bytes: Uint8Array): Uint8Array;
}
