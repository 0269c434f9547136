import { Duplex } from 'node:stream';

import { dataFrame, openFrame, pingFrame, readFrame, replyFrame, resetFrame, type Frame } from './frames.ts';
import { headerDecoder, headerEncoder, type StreamHeaders } from './header-block.ts';

/** Many streams over one connection. */
export interface SpdyConnection {
  /** Opens a stream; what is written to it need not wait for the other end. */
  open(headers: StreamHeaders): Duplex;
  /** Ends the connection and all of its streams. */
  close(): void;
}

/** Which end of the connection this is, and on the serving one who takes the streams that the other opens. */
export type SpdyEnd = { readonly role: 'client' } | { readonly role: 'server'; onStream(headers: StreamHeaders, stream: Duplex): void };

interface Stream {
  readonly duplex: Duplex;
  /** Nothing more is read from it, or written to it. */
  readonly ended: { here: boolean; there: boolean };
}

/**
 * SPDY/3.1, which HTTP/2 came from and which Kubernetes still speaks for port-forwards: over a connection that was upgraded to it, or
 * inside a WebSocket. Streams may end one direction before the other. There is no flow control, as at the ends that Kubernetes has; whoever
 * does not read a stream stops them all.
 */
export function spdyConnection(transport: Duplex, end: SpdyEnd): SpdyConnection {
  const streams = new Map<number, Stream>();
  const encode = headerEncoder();
  const decode = headerDecoder();
  let nextID = 1;
  let resume: (() => void) | undefined;

  const send = (frame: Buffer, done: (error?: Error | null) => void = () => undefined): void => {
    if (transport.writable) transport.write(frame, done);
    else done(new Error('the connection of the port-forward has ended'));
  };
  const forgetWhenDone = (id: number): void => {
    const { ended } = streams.get(id) ?? {};
    if (ended?.here === true && ended.there) streams.delete(id);
  };
  const add = (id: number): Stream => {
    const ended = { here: false, there: false };
    const duplex = new Duplex({
      read: () => resume?.(),
      write: (chunk: Buffer, _encoding, done) => send(dataFrame(id, chunk, false), done),
      final(done) {
        ended.here = true;
        forgetWhenDone(id);
        send(dataFrame(id, Buffer.alloc(0), true), done);
      },
      destroy(error, done) {
        if (streams.delete(id)) send(resetFrame(id));
        resume?.();
        done(error);
      },
    });
    const stream = { duplex, ended };
    streams.set(id, stream);
    return stream;
  };
  const endThere = (id: number): void => {
    const stream = streams.get(id);
    if (stream === undefined || stream.ended.there) return;
    stream.ended.there = true;
    forgetWhenDone(id);
    stream.duplex.push(null);
  };
  const receive = async (frame: Frame): Promise<void> => {
    switch (frame.kind) {
      case 'open': {
        const headers = await decode(frame.headers);
        if (end.role !== 'server') return send(resetFrame(frame.stream));
        const { duplex } = add(frame.stream);
        send(replyFrame(frame.stream, encode({})));
        end.onStream(headers, duplex);
        break;
      }
      case 'reply':
      case 'headers':
        // Blocks of headers are one stream of bytes: the next makes no sense without this one.
        await decode(frame.headers);
        break;
      case 'data': {
        const stream = streams.get(frame.stream);
        if (stream === undefined || stream.ended.there) return;
        if (frame.payload.length > 0 && !stream.duplex.push(frame.payload)) {
          await new Promise<void>((go) => (resume = go));
          resume = undefined;
        }
        break;
      }
      case 'reset': {
        const stream = streams.get(frame.stream);
        streams.delete(frame.stream);
        stream?.duplex.destroy(new Error('the other end broke the stream off'));
        return;
      }
      case 'ping':
        // Pings of the other end have ids of its own parity; answers to ours cannot come, there are none.
        return send(pingFrame(frame.id));
      case 'other':
        return;
    }
    if (frame.last) endThere(frame.stream);
  };
  const hangUp = (error?: Error): void => {
    resume?.();
    const open = [...streams.values()];
    streams.clear();
    for (const { duplex } of open) {
      if (error === undefined) duplex.push(null);
      else duplex.destroy(error);
    }
  };
  const readAll = async (): Promise<void> => {
    let bytes: Buffer = Buffer.alloc(0);
    for await (const chunk of transport as AsyncIterable<Buffer>) {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      for (let next = readFrame(bytes); next !== undefined; next = readFrame(bytes)) {
        bytes = next.rest;
        await receive(next.frame);
      }
    }
  };
  // Whoever waits for a reader waits in vain once nothing more can come.
  transport.once('close', () => resume?.());
  transport.on('error', () => undefined);
  readAll().then(
    () => {
      hangUp();
      transport.end();
    },
    (error: unknown) => {
      hangUp(error instanceof Error ? error : new Error(String(error)));
      transport.destroy();
    },
  );
  return {
    open(headers) {
      const id = nextID;
      nextID += 2;
      const { duplex } = add(id);
      send(openFrame(id, encode(headers)));
      return duplex;
    },
    close: () => void transport.destroy(),
  };
}
