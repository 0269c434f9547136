import type { Random } from '@capi/seams';

/** A version 4 UUID, from a random source that can be repeated. */
export function newUid(random: Random): string {
  const word = (): string =>
    Math.floor(random.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  const [one, two, three, four] = [word(), word(), word(), word()];
  const variant = '89ab'[Math.floor(random.next() * 4)] ?? '8';
  return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-${variant}${three.slice(1, 4)}-${three.slice(4)}${four}`;
}
