/** Where chance comes from. Handed in, so that a run can be repeated from its seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** `length` characters as in generated Kubernetes names: no vowels, nothing easily misread. */
  suffix(length: number): string;
  /** A source of its own: same seed and label, same numbers, whatever others drew in between. */
  fork(label: string): Random;
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A {@link Random} whose every number follows from `seed`. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32: one 32-bit word of state, passes the usual statistical batteries for this purpose.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    suffix: (length) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join(''),
    fork: (label) => seededRandom(hashText(`${seed}/${label}`)),
  };
}

/** FNV-1a, 32 bit. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
