import { constants, createInflate, type Inflate } from 'node:zlib';

import { dictionary } from './dictionary.ts';

/** Names in lower case. */
export type SpdyHeaders = Readonly<Record<string, string>>;

/** An empty stored block. Go's reader gives out what it has only when one comes. */
const flush = Buffer.of(0, 0, 0, 0xff, 0xff);

/** Writes header blocks of one direction of a connection. They are stored, not compressed: there are a few bytes of them. */
export function headerWriter(): (headers: SpdyHeaders) => Buffer {
  // Zlib's two bytes come once; all blocks of a connection are one zlib stream.
  let start = Buffer.of(0x78, 0x01);
  return (headers) => {
    const block = render(headers);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(block.length, 1);
    stored.writeUInt16LE(~block.length & 0xffff, 3);
    const written = Buffer.concat([start, stored, block, flush]);
    start = Buffer.alloc(0);
    return written;
  };
}

function render(headers: SpdyHeaders): Buffer {
  const pairs = Object.entries(headers);
  return Buffer.concat([number(pairs.length), ...pairs.flat().flatMap((text) => [number(Buffer.byteLength(text)), Buffer.from(text)])]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Reads header blocks of one direction of a connection, in the order in which they came. */
export interface HeaderReader {
  /** Rejects when the block is not one. */
  read(block: Buffer): Promise<SpdyHeaders>;
  close(): void;
}

export function headerReader(): HeaderReader {
  const inflate = createInflate({ dictionary, flush: constants.Z_SYNC_FLUSH });
  return { read: async (block) => parse(await inflated(inflate, block)), close: () => inflate.destroy() };
}

function inflated(inflate: Inflate, block: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    inflate.once('error', reject);
    inflate.write(block, (error) => {
      inflate.off('error', reject);
      if (error) reject(error);
      else resolve((inflate.read() as Buffer | null) ?? Buffer.alloc(0));
    });
  });
}

function parse(block: Buffer): SpdyHeaders {
  let at = 0;
  const next = (): number => {
    const value = block.readUInt32BE(at);
    at += 4;
    return value;
  };
  const text = (): string => {
    const length = next();
    if (at + length > block.length) throw new RangeError('a SPDY header ends beyond its block');
    at += length;
    return block.toString('utf8', at - length, at);
  };
  const headers: Record<string, string> = {};
  for (let left = next(); left > 0; left -= 1) {
    const name = text().toLowerCase();
    headers[name] = text();
  }
  return headers;
}
