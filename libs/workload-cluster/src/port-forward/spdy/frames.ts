/** Kinds of control frames, by their numbers in SPDY/3. */
export const control = { synStream: 1, synReply: 2, rstStream: 3, settings: 4, ping: 6, goAway: 7, headers: 8, windowUpdate: 9 } as const;

/** The sender has nothing more to say on this stream. */
export const fin = 0x01;

export type Frame =
  | { readonly kind: 'data'; readonly stream: number; readonly flags: number; readonly payload: Buffer }
  | { readonly kind: 'control'; readonly type: number; readonly flags: number; readonly payload: Buffer };

const headSize = 8;
const controlBit = 0x80;
const version = 3;

/** More than peers of ours send at once; a frame may say up to 16 MiB. */
const largestPayload = 1024 * 1024;

/** Cuts what arrives into frames. */
export function frameReader(): (chunk: Buffer) => readonly Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    while (rest.length >= headSize) {
      const length = rest.readUIntBE(5, 3);
      if (length > largestPayload) throw new RangeError(`a SPDY frame of ${length} bytes is too long`);
      if (rest.length < headSize + length) break;
      frames.push(frameOf(rest, rest.subarray(headSize, headSize + length)));
      rest = rest.subarray(headSize + length);
    }
    return frames;
  };
}

function frameOf(head: Buffer, payload: Buffer): Frame {
  const flags = head[4] ?? 0;
  if (((head[0] ?? 0) & controlBit) === 0) return { kind: 'data', stream: head.readUInt32BE(0), flags, payload };
  return { kind: 'control', type: head.readUInt16BE(2), flags, payload };
}

export function dataFrame(stream: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(headSize);
  head.writeUInt32BE(stream);
  return closed(head, flags, payload);
}

export function controlFrame(type: number, flags: number, ...parts: readonly (number | Buffer)[]): Buffer {
  const head = Buffer.alloc(headSize);
  head.writeUInt16BE(0x8000 | version);
  head.writeUInt16BE(type, 2);
  return closed(head, flags, Buffer.concat(parts.map((part) => (typeof part === 'number' ? word(part) : part))));
}

function closed(head: Buffer, flags: number, payload: Buffer): Buffer {
  head.writeUInt8(flags, 4);
  head.writeUIntBE(payload.length, 5, 3);
  return Buffer.concat([head, payload]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
