import { connect, constants, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import type { TLSSocket } from 'node:tls';

import { plainHeaders, responseOf, transportFailure } from './response-body.ts';
import { TransportError } from './transport-error.ts';
import type { Transport } from './transport.ts';

/** Receive windows: a list of some megabytes should not wait for window updates, and one slow watch should not stop the others. */
const streamWindow = 1 << 20;
const connectionWindow = 1 << 24;
const pingEvery = 30_000;
const pingTimeout = 15_000;

/** One HTTP/2 connection that carries all requests. */
export interface Http2Connection extends Transport {
  /** Whether new requests may still be sent on it. */
  usable(): boolean;
}

/** Speaks HTTP/2 on a connected socket. Pings the peer, and closes when it does not answer. */
export function http2Connection(url: URL, socket: TLSSocket, headTimeout: number): Http2Connection {
  const session = connect(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: streamWindow },
  });
  session.on('error', () => undefined); // every stream hears of it as well
  session.once('connect', () => {
    // A peer that ends at once is gone before this is told.
    if (!session.destroyed) session.setLocalWindowSize(connectionWindow);
  });
  let retiring = false;
  session.on('goaway', () => (retiring = true));
  const pinging = setInterval(() => ping(session), pingEvery).unref();
  session.once('close', () => clearInterval(pinging));
  return {
    usable: () => !retiring && !session.closed && !session.destroyed,
    send: (request, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const failure = (error: unknown): Error => transportFailure(url.origin, error, signal);
        let stream: ClientHttp2Stream;
        const { method, headers, body } = request;
        try {
          const { path } = request.beforeSending?.(request) ?? request;
          stream = session.request({ ...headers, ':method': method, ':path': path }, { endStream: body === undefined });
        } catch (error) {
          return reject(failure(error));
        }
        const abort = (): void => {
          stream.close(constants.NGHTTP2_CANCEL);
          stream.destroy(signal.reason as Error);
        };
        signal.addEventListener('abort', abort, { once: true });
        const late = setTimeout(() => {
          stream.close(constants.NGHTTP2_CANCEL);
          stream.destroy(new TransportError(`${url.origin} did not answer within ${headTimeout / 1000} s`));
        }, headTimeout);
        stream.once('close', () => {
          clearTimeout(late);
          signal.removeEventListener('abort', abort);
          reject(failure(new Error('the connection was closed before an answer came')));
        });
        stream.once('error', (error) => reject(failure(error)));
        stream.once('response', (head: IncomingHttpHeaders) => {
          clearTimeout(late);
          const status = Number(head[':status'] ?? 0);
          resolve(responseOf(status, plainHeaders(head), stream, { complete: () => complete(stream), failure }));
        });
        if (body !== undefined) stream.end(body);
      }),
    async close() {
      clearInterval(pinging);
      session.destroy();
    },
  };
}

/** A stream whose connection breaks ends like any other; only its code tells. */
async function complete(stream: ClientHttp2Stream): Promise<void> {
  if (!stream.destroyed) await new Promise<void>((resolve) => stream.once('close', () => resolve()));
  if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) throw new Error('the connection was closed within the answer');
}

function ping(session: ClientHttp2Session): void {
  if (session.closed || session.destroyed) return;
  const late = setTimeout(() => session.destroy(new TransportError('the API server does not answer pings')), pingTimeout).unref();
  session.ping(() => clearTimeout(late));
}
