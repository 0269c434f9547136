import type { KeyAlgorithm, KeyPair, KeySource } from '@capi/seams';

/** A source of keys that can be told beforehand what it will be asked for. */
export interface KeysAhead extends KeySource {
  /**
   * Begins to make keys that will be needed soon, while there is nothing else to do. What the same owner says again changes nothing. They go
   * to whoever asks for keys next: one is as good as another.
   * @param owner by which it is known who said so
   */
  prepare(owner: string, algorithm: KeyAlgorithm, count: number): void;
  /** The owner is gone. */
  forget(owner: string): void;
}

/** The same keys, some of them made ahead of time: an RSA key takes a tenth of a second of a processor, and a control plane needs five. */
export function keysAhead(source: KeySource): KeysAhead {
  const spare = new Map<KeyAlgorithm, Promise<KeyPair>[]>();
  const owners = new Set<string>();
  // Nobody waits for them yet, so nobody can give up on them.
  const { signal: never } = new AbortController();
  return {
    ...source,
    prepare(owner, algorithm, count) {
      if (owners.has(owner)) return;
      owners.add(owner);
      const made = Array.from({ length: count }, () => source.generate(algorithm, never));
      for (const key of made) key.catch(() => undefined);
      spare.set(algorithm, [...(spare.get(algorithm) ?? []), ...made]);
    },
    forget: (owner) => void owners.delete(owner),
    async generate(algorithm, signal) {
      signal.throwIfAborted();
      const key = await spare
        .get(algorithm)
        ?.shift()
        ?.catch(() => undefined);
      signal.throwIfAborted();
      return key ?? source.generate(algorithm, signal);
    },
  };
}
