import { printInstant, type Instant } from '@capi/seams';
import { concatBytes } from '@noble/hashes/utils.js';

import { bytesOf } from '../bytes.ts';

/** A value in DER, complete with tag and length. */
export type Der = Uint8Array;

function node(tag: number, ...content: readonly Uint8Array[]): Der {
  const bytes = concatBytes(...content);
  return concatBytes(Uint8Array.of(tag, ...lengthOf(bytes.length)), bytes);
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const digits =
    length < 0x100 ? [length] : length < 0x10000 ? [length >> 8, length & 255] : [length >> 16, (length >> 8) & 255, length & 255];
  return [0x80 + digits.length, ...digits];
}

export const sequence = (...items: readonly Der[]): Der => node(0x30, ...items);
export const setOf = (...items: readonly Der[]): Der => node(0x31, ...items);
export const boolean = (value: boolean): Der => node(0x01, Uint8Array.of(value ? 255 : 0));
export const nothing = (): Der => node(0x05);
export const text = (value: string): Der => node(0x0c, bytesOf(value));
export const octets = (bytes: Uint8Array): Der => node(0x04, bytes);
/** Whole bytes, or with `unused` bits at the end. */
export const bits = (bytes: Uint8Array, unused = 0): Der => node(0x03, Uint8Array.of(unused), bytes);
/** A number that is not negative, from its big-endian bytes. */
export function unsigned(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return node(0x02, (digits[0] ?? 0) > 0x7f ? Uint8Array.of(0) : new Uint8Array(), digits);
}
/** `[tag]` around a value, or with `primitive` in place of its own tag. */
export const tagged = (tag: number, content: Uint8Array, kind: 'constructed' | 'primitive' = 'constructed'): Der =>
  node((kind === 'constructed' ? 0xa0 : 0x80) + tag, content);

export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return node(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): readonly number[] {
  const digits = [value & 127];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 127) | 128);
  return digits;
}

/** Years before 2050 have two digits, later ones four. */
export function time(moment: Instant): Der {
  const digits = printInstant(moment).replaceAll(/[-:T]/g, '');
  return digits < '2050' ? node(0x17, bytesOf(digits.slice(2))) : node(0x18, bytesOf(digits));
}

/** The values within one that holds others, each still in DER; undefined when the bytes are no such value. */
export function children(der: Der): readonly Der[] | undefined {
  const outer = contentOf(der);
  if (outer === undefined || outer.next !== der.length) return undefined;
  const items: Der[] = [];
  for (let rest = der.subarray(outer.start, outer.next); rest.length > 0;) {
    const item = contentOf(rest);
    if (item === undefined) return undefined;
    items.push(rest.subarray(0, item.next));
    rest = rest.subarray(item.next);
  }
  return items;
}

/** Where the content begins and where the next value does. */
function contentOf(der: Der): { readonly start: number; readonly next: number } | undefined {
  const [, short = 0] = der;
  const count = short < 0x80 ? 0 : short - 0x80;
  if (der.length < 2 || count > 3) return undefined;
  const length = count === 0 ? short : der.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + count;
  return start + length <= der.length ? { start, next: start + length } : undefined;
}
