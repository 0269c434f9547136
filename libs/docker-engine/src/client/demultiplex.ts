/** A stream of a program in a container. */
export type OutputStream = 'stdout' | 'stderr';

/** Takes the output of a program apart as it comes, whatever pieces it comes in. */
export interface Demultiplexer {
  write(chunk: Uint8Array): void;
  /** Whether the output so far ends with a whole frame. */
  readonly complete: boolean;
}

/** Frames have a head of eight bytes: the stream (1 is standard output, 2 is standard error), three zeros, the length of the content. */
const headLength = 8;

/** @param take gets content as soon as it is there, also of a frame that is not complete */
export function demultiplexer(take: (stream: OutputStream, bytes: Uint8Array) => void): Demultiplexer {
  let head = Buffer.alloc(0);
  let stream: OutputStream = 'stdout';
  let left = 0;
  return {
    get complete() {
      return left === 0 && head.length === 0;
    },
    write(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (left > 0) {
          const content = chunk.subarray(at, at + left);
          at += content.length;
          left -= content.length;
          take(stream, content);
          continue;
        }
        const piece = chunk.subarray(at, at + headLength - head.length);
        at += piece.length;
        head = Buffer.concat([head, piece]);
        if (head.length < headLength) return;
        stream = head[0] === 2 ? 'stderr' : 'stdout';
        left = head.readUInt32BE(4);
        head = Buffer.alloc(0);
      }
    },
  };
}
