/** The end of a long output. */
export interface Tail {
  add(bytes: Uint8Array): void;
  /** What is kept, without the rest of a character that was cut. */
  text(): string;
}

/** @param limit in bytes */
export function tailOf(limit: number): Tail {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let wasCut = false;
  return {
    add(bytes) {
      // The piece may be a part of a buffer that is used again.
      pieces.push(Buffer.from(bytes));
      length += bytes.length;
      if (length <= 2 * limit) return;
      pieces = [Buffer.concat(pieces).subarray(length - limit)];
      length = limit;
      wasCut = true;
    },
    text() {
      const all = Buffer.concat(pieces);
      const kept = all.subarray(Math.max(0, all.length - limit));
      return kept.subarray(wasCut || kept.length < all.length ? firstCharacter(kept) : 0).toString('utf8');
    },
  };
}

/** In UTF-8, bytes that go on with a character begin with the bits 10; there are three of them at most. */
function firstCharacter(bytes: Uint8Array): number {
  const found = bytes.subarray(0, 4).findIndex((byte) => (byte & 0xc0) !== 0x80);
  return Math.max(0, found);
}
