import { createPrivateKey, generateKeyPair, randomBytes, sign } from 'node:crypto';

import { keyPair, type KeyAlgorithm, type KeyPair, type KeySource } from '@capi/seams';

/** Keys from `node:crypto`, made and used on libuv's threads, so the event loop goes on turning meanwhile. */
export const nodeKeySource = (): KeySource => ({
  async generate(algorithm, signal) {
    signal.throwIfAborted();
    const pair = await generate(algorithm);
    signal.throwIfAborted();
    return pair;
  },
  async sign(privateKey, digest, bytes, signal) {
    signal.throwIfAborted();
    const key = createPrivateKey(privateKey);
    const signature = await new Promise<Uint8Array>((resolve, reject) => {
      sign(digest, bytes, key, (error, made) => (error === null ? resolve(made) : reject(error)));
    });
    signal.throwIfAborted();
    return signature;
  },
  randomBytes: (length) => randomBytes(length),
});

function generate(algorithm: KeyAlgorithm): Promise<KeyPair> {
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, publicKey: string, privateKey: string): void =>
      error === null ? resolve(keyPair(publicKey, privateKey)) : reject(error);
    switch (algorithm) {
      case 'RSA-2048':
      case 'RSA-3072':
      case 'RSA-4096':
        generateKeyPair(
          'rsa',
          { modulusLength: Number(algorithm.slice(4)), publicKeyEncoding, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } },
          done,
        );
        return;
      case 'ECDSA-P256':
      case 'ECDSA-P384':
        generateKeyPair(
          'ec',
          { namedCurve: algorithm.replace('ECDSA-P', 'P-'), publicKeyEncoding, privateKeyEncoding: { type: 'sec1', format: 'pem' } },
          done,
        );
    }
  });
}
