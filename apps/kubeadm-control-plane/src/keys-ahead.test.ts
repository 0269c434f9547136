import { keyPair, type KeySource } from '@capi/seams';

import { keysAhead } from './keys-ahead.ts';

const { signal } = new AbortController();

/** Keys that tell in which order they were asked for; those that are asked for while `fails` are refused. */
function numbered(): { readonly source: KeySource; readonly asked: string[]; fails: boolean } {
  const seen = { asked: [] as string[], fails: false };
  const source: KeySource = {
    async generate(algorithm) {
      seen.asked.push(algorithm);
      if (seen.fails) throw new Error('no keys today');
      return keyPair(`${algorithm} ${seen.asked.length}`, 'private');
    },
    sign: async () => new Uint8Array(),
    randomBytes: (length) => new Uint8Array(length),
  };
  return Object.assign(seen, { source });
}

describe('keys made ahead', () => {
  test('are taken before others are made, each once', async () => {
    const { source, asked } = numbered();
    const keys = keysAhead(source);
    keys.prepare('demo', 'RSA-2048', 2);
    expect(asked).toHaveLength(2);
    const all = await Promise.all([1, 2, 3].map(() => keys.generate('RSA-2048', signal)));
    expect(all.map(({ publicKey }) => publicKey)).toEqual(['RSA-2048 1', 'RSA-2048 2', 'RSA-2048 3']);
  });

  test('are made once for each owner', () => {
    const { source, asked } = numbered();
    const keys = keysAhead(source);
    for (const owner of ['one', 'one', 'other']) keys.prepare(owner, 'RSA-2048', 1);
    expect(asked).toHaveLength(2);
    keys.forget('one');
    keys.prepare('one', 'RSA-2048', 1);
    expect(asked).toHaveLength(3);
  });

  test('are not given to who needs others', async () => {
    const { source } = numbered();
    const keys = keysAhead(source);
    keys.prepare('demo', 'RSA-2048', 1);
    expect((await keys.generate('ECDSA-P256', signal)).publicKey).toBe('ECDSA-P256 2');
  });

  test('that could not be made are made when they are needed', async () => {
    const seen = numbered();
    const keys = keysAhead(seen.source);
    seen.fails = true;
    keys.prepare('demo', 'RSA-2048', 1);
    seen.fails = false;
    expect((await keys.generate('RSA-2048', signal)).publicKey).toBe('RSA-2048 2');
  });

  test('are of no use to who has given up', async () => {
    const { source, asked } = numbered();
    await expect(keysAhead(source).generate('RSA-2048', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(asked).toEqual([]);
  });
});
