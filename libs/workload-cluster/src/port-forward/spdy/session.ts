import { Duplex } from 'node:stream';

import { control, controlFrame, dataFrame, fin, frameReader, type Frame } from './frames.ts';
import { headerReader, headerWriter, type SpdyHeaders } from './header-block.ts';

/** Streams over one connection that has been upgraded to SPDY/3.1, as Kubernetes uses it: without flow control. */
export interface SpdySession {
  /** Opens a stream; what is written before the peer knows of it is sent in order. */
  open(headers: SpdyHeaders, options?: { readonly isHalfClosed?: boolean }): Duplex;
  /** Ends all streams and the connection. */
  close(): void;
}

export interface SpdySessionOptions {
  readonly role: 'client' | 'server';
  /** A stream that the peer opened. Absent: such streams are refused. */
  readonly accept?: (stream: Duplex, headers: SpdyHeaders) => void;
}

/** As much of a stream as goes into one frame. */
const slice = 32 * 1024;
const status = { refusedStream: 3, cancel: 5 } as const;

/** Speaks SPDY/3.1 over a connection until it ends. A peer that breaks the protocol loses the connection. */
export function spdySession(connection: Duplex, { role, accept }: SpdySessionOptions): SpdySession {
  const streams = new Map<number, Duplex>();
  // Without flow control, a peer is held back by not reading on: until the consumer of what is full wants more.
  const wake = new Map<number, () => void>();
  const roomIn = (id: number): Promise<void> => new Promise((resolve) => wake.set(id, resolve));
  const hasRoom = (id: number): void => {
    wake.get(id)?.();
    wake.delete(id);
  };
  const writeHeaders = headerWriter();
  const headers = headerReader();
  let nextId = role === 'client' ? 1 : 2;

  const send = (frame: Buffer, done?: (error?: Error | null) => void): void => {
    if (connection.destroyed) done?.(new Error('the connection has ended'));
    else connection.write(frame, done);
  };
  const addStream = (id: number): Duplex => {
    const stream = new Duplex({
      read: () => hasRoom(id),
      write(chunk: Buffer, _encoding, done) {
        for (let at = slice; at < chunk.length; at += slice) send(dataFrame(id, 0, chunk.subarray(at - slice, at)));
        send(dataFrame(id, 0, chunk.subarray(Math.floor((chunk.length - 1) / slice) * slice)), done);
      },
      final(done) {
        if (connection.destroyed) done();
        else send(dataFrame(id, fin, Buffer.alloc(0)), done);
      },
      destroy(error, done) {
        hasRoom(id);
        // Known still: the peer has not heard that it is over.
        if (streams.delete(id) && !(stream.readableEnded && stream.writableFinished) && !connection.destroyed) {
          send(controlFrame(control.rstStream, 0, id, status.cancel));
        }
        done(error);
      },
    });
    streams.set(id, stream);
    return stream;
  };

  const onControl = async (type: number, flags: number, payload: Buffer): Promise<void> => {
    switch (type) {
      case control.synStream: {
        const id = payload.readUInt32BE(0);
        // Read in any case: the next block goes on from this one.
        const about = await headers.read(payload.subarray(10));
        if (accept === undefined) return send(controlFrame(control.rstStream, 0, id, status.refusedStream));
        const stream = addStream(id);
        send(controlFrame(control.synReply, 0, id, writeHeaders({})));
        if ((flags & fin) !== 0) stream.push(null);
        return accept(stream, about);
      }
      case control.synReply:
      case control.headers:
        await headers.read(payload.subarray(4));
        if ((flags & fin) !== 0) streams.get(payload.readUInt32BE(0))?.push(null);
        return;
      case control.rstStream: {
        const id = payload.readUInt32BE(0);
        const stream = streams.get(id);
        streams.delete(id);
        stream?.destroy(new Error(`the peer reset the stream with status ${payload.readUInt32BE(4)}`));
        return;
      }
      case control.ping:
        // Odd numbers are those of clients; an answer to one of ours needs none.
        if (payload.readUInt32BE(0) % 2 === (role === 'server' ? 1 : 0)) send(controlFrame(control.ping, 0, payload));
        return;
      default: // Settings, windows and farewells change nothing here.
    }
  };
  const onFrame = async (frame: Frame): Promise<void> => {
    if (frame.kind === 'control') return onControl(frame.type, frame.flags, frame.payload);
    const stream = streams.get(frame.stream);
    if (stream === undefined) return; // it was reset, and this was under way
    const isFull = frame.payload.length > 0 && !stream.push(frame.payload);
    if ((frame.flags & fin) !== 0) stream.push(null);
    else if (isFull) await roomIn(frame.stream);
  };

  const run = async (): Promise<void> => {
    const cut = frameReader();
    for await (const chunk of connection as AsyncIterable<Buffer>) for (const frame of cut(chunk)) await onFrame(frame);
  };
  const end = (error?: Error): void => {
    headers.close();
    const left = [...streams.values()];
    streams.clear();
    for (const stream of left) {
      if (error !== undefined) stream.destroy(error);
      else stream.push(null);
    }
    connection.destroy();
  };
  run().then(
    () => end(),
    (error: unknown) => end(error instanceof Error ? error : new Error(String(error))),
  );

  return {
    open(about, { isHalfClosed = false } = {}) {
      const id = nextId;
      nextId += 2;
      const stream = addStream(id);
      send(controlFrame(control.synStream, isHalfClosed ? fin : 0, id, 0, Buffer.of(0, 0), writeHeaders(about)));
      return stream;
    },
    close: () => end(),
  };
}
