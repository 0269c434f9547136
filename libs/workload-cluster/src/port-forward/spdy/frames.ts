/** What SPDY/3.1 sends, as far as port-forwards need it: streams that are opened, answered, written to, ended and broken off. */
export type Frame =
  | { readonly kind: 'data'; readonly stream: number; readonly last: boolean; readonly payload: Buffer }
  | { readonly kind: 'open'; readonly stream: number; readonly last: boolean; readonly headers: Buffer }
  | { readonly kind: 'reply' | 'headers'; readonly stream: number; readonly last: boolean; readonly headers: Buffer }
  | { readonly kind: 'reset'; readonly stream: number }
  | { readonly kind: 'ping'; readonly id: number }
  | { readonly kind: 'other' };

const version = 3;
const finished = 0x01;
const types = { open: 1, reply: 2, reset: 3, ping: 6, headers: 8 } as const;
const cancelled = 5;
/** Longer ones than any header block needs are no SPDY. */
const longestControlFrame = 64 * 1024;

/** The first frame in the bytes and what is left of them; undefined while it is not there in full. Throws on what is no SPDY/3. */
export function readFrame(bytes: Buffer): { readonly frame: Frame; readonly rest: Buffer } | undefined {
  if (bytes.length < 8) return undefined;
  const first = bytes.readUInt32BE(0);
  const length = bytes.readUIntBE(5, 3);
  const isControl = first >>> 31 === 1;
  if (isControl && (((first >>> 16) & 0x7fff) !== version || length > longestControlFrame)) {
    throw new Error('the other end does not speak SPDY/3.1');
  }
  if (bytes.length < 8 + length) return undefined;
  const last = ((bytes[4] ?? 0) & finished) !== 0;
  const payload = bytes.subarray(8, 8 + length);
  const rest = bytes.subarray(8 + length);
  const frame: Frame = isControl ? controlFrame(first & 0xffff, last, payload) : { kind: 'data', stream: first, last, payload };
  return { frame, rest };
}

function controlFrame(type: number, last: boolean, payload: Buffer): Frame {
  if (type > types.headers || payload.length < 4) return { kind: 'other' };
  const stream = payload.readUInt32BE(0) & 0x7fffffff;
  switch (type) {
    case types.open:
      // Between the ids and the headers: an associated stream, a priority, a slot.
      return { kind: 'open', stream, last, headers: payload.subarray(10) };
    case types.reply:
      return { kind: 'reply', stream, last, headers: payload.subarray(4) };
    case types.headers:
      return { kind: 'headers', stream, last, headers: payload.subarray(4) };
    case types.reset:
      return { kind: 'reset', stream };
    case types.ping:
      return { kind: 'ping', id: payload.readUInt32BE(0) };
    default:
      return { kind: 'other' };
  }
}

/** @param last the sender has nothing more to say on this stream */
export function dataFrame(stream: number, payload: Buffer, last: boolean): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(stream, 0);
  head.writeUInt8(last ? finished : 0, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

export const openFrame = (stream: number, headers: Buffer): Buffer =>
  control(types.open, Buffer.concat([idBytes(stream), Buffer.alloc(6), headers]));

export const replyFrame = (stream: number, headers: Buffer): Buffer => control(types.reply, Buffer.concat([idBytes(stream), headers]));

/** Breaks a stream off in both directions. */
export const resetFrame = (stream: number): Buffer => control(types.reset, Buffer.concat([idBytes(stream), idBytes(cancelled)]));

export const pingFrame = (id: number): Buffer => control(types.ping, idBytes(id));

function control(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x8000 | version, 0);
  head.writeUInt16BE(type, 2);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}
