import type { Codec } from '../mapping.ts';

/**
 * A word of which the hub only takes some; others are absent there, so that they can be kept aside.
 * @param words those that both versions know
 */
export function oneOf(...words: readonly string[]): Codec {
  const known = (value: unknown): unknown => (words.some((word) => word === value) ? value : undefined);
  return { up: (value) => known(value), down: (value) => known(value) };
}
