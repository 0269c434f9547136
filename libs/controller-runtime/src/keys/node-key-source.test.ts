import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { inspect } from 'node:util';

import type { KeyAlgorithm } from '@capi/seams';

import { nodeKeySource } from './node-key-source.ts';

const keys = nodeKeySource();
const { signal } = new AbortController();

describe('key source of node:crypto', () => {
  test.each<[KeyAlgorithm, string]>([
    ['RSA-2048', 'BEGIN RSA PRIVATE KEY'],
    ['ECDSA-P256', 'BEGIN EC PRIVATE KEY'],
    ['ECDSA-P384', 'BEGIN EC PRIVATE KEY'],
  ])('makes %s keys that sign what their public half verifies', async (algorithm, label) => {
    const pair = await keys.generate(algorithm, signal);
    expect(pair.privateKey).toContain(label);
    const bytes = new Uint8Array([1, 2, 3]);
    const signature = await keys.sign(pair.privateKey, 'SHA256', bytes, signal);
    expect(verify('SHA256', bytes, pair.publicKey, signature)).toBe(true);
    expect(createPublicKey(createPrivateKey(pair.privateKey)).export({ type: 'spki', format: 'pem' })).toBe(pair.publicKey);
    expect(inspect(pair) + JSON.stringify(pair)).not.toContain('PRIVATE');
  });

  test('makes nothing once it is told to stop', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(keys.generate('ECDSA-P256', stop)).rejects.toThrow('enough');
  });

  test('refuses a key that is none', async () => {
    await expect(keys.sign('not a key', 'SHA256', new Uint8Array(), signal)).rejects.toThrow(/DECODER|unsupported|PEM/i);
  });
});
