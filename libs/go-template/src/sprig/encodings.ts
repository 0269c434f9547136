import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

import { bytesOf, textOf } from '../bytes.ts';
import { fn, type Functions } from '../function.ts';
import { RefusedByFunction } from '../template-error.ts';
import { base32, base64, decode, encode } from './binary-texts.ts';

/** Two sums of the bytes, one of them of the other on the way. */
function adler32(bytes: Uint8Array): number {
  let [sum, sums] = [1, 0];
  for (const byte of bytes) {
    sum = (sum + byte) % 65_521;
    sums = (sums + sum) % 65_521;
  }
  return sums * 65_536 + sum;
}

/** What cannot be read is answered with the words of the error, as sprig does; nothing fails. */
function decoded(text: string, encoding: typeof base64): string {
  try {
    return textOf(decode(text, encoding));
  } catch (error) {
    if (error instanceof RefusedByFunction) return error.message;
    throw error;
  }
}

/** Checksums and texts that carry bytes. Bytes that are no UTF-8 become replacement characters when they are read back. */
export const encodings: Functions = {
  b64enc: fn(['string'], (text) => encode(bytesOf(text), base64)),
  b64dec: fn(['string'], (text) => decoded(text, base64)),
  b32enc: fn(['string'], (text) => encode(bytesOf(text), base32)),
  b32dec: fn(['string'], (text) => decoded(text, base32)),
  sha1sum: fn(['string'], (text) => bytesToHex(sha1(bytesOf(text)))),
  sha256sum: fn(['string'], (text) => bytesToHex(sha256(bytesOf(text)))),
  sha512sum: fn(['string'], (text) => bytesToHex(sha512(bytesOf(text)))),
  adler32sum: fn(['string'], (text) => String(adler32(bytesOf(text)))),
};
