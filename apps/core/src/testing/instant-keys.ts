import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

import { keyPair, type KeySource } from '@capi/seams';

/** Keys that are there within the turn of the event loop that asked for them, so that virtual time does not run ahead of them. */
export const instantKeys = (): KeySource => ({
  generate() {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    return Promise.resolve(keyPair(publicKey, privateKey));
  },
  sign: (privateKey, digest, bytes) => Promise.resolve(sign(digest, bytes, createPrivateKey(privateKey))),
  randomBytes: (length) => randomBytes(length),
});
