import { connect as connectTls, type TLSSocket } from 'node:tls';

import { unlessAborted } from '../timing/unless-aborted.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { http1Connections, type ConnectionOptions } from './http1-connections.ts';
import { http2Connection, type Http2Connection } from './http2-connection.ts';
import { transportFailure } from './response-body.ts';
import { TransportError } from './transport-error.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';
import { withRenewal } from './with-renewal.ts';

/** How patient a transport is, and what it speaks. */
export interface HttpsTransportOptions {
  /** Milliseconds to connect and shake hands. Default 10 000. */
  readonly connectTimeout?: number;
  /** Milliseconds until the head of a response must have arrived. Default 60 000, what the API server itself allows. */
  readonly headTimeout?: number;
  /** Speak HTTP/1.1 even where the server offers HTTP/2. Default false. */
  readonly http1?: boolean;
}

/**
 * A {@link Transport} over TLS: all requests share one HTTP/2 connection where the server speaks it, else a pool of HTTP/1.1
 * connections. A broken connection is replaced by the next request; a read that met one is sent once more.
 */
export function httpsTransport(access: ClusterAccess, options: HttpsTransportOptions = {}): Transport {
  const { connectTimeout = 10_000, headTimeout = 60_000 } = options;
  const url = new URL(access.server);
  const prefix = url.pathname.replace(/\/$/, '');
  const connection: ConnectionOptions = { url, tls: tlsOptions(access, url), headTimeout };
  const pool = http1Connections(connection);
  let usesHttp1 = options.http1 === true || url.protocol === 'http:';
  let current: Promise<Http2Connection | undefined> | undefined;
  let open: Http2Connection | undefined;
  let closed = false;

  /** The shared connection; undefined when the server speaks HTTP/1.1 only. */
  const shared = async (): Promise<Http2Connection | undefined> => {
    if (open?.usable() === true) return open;
    if (current === undefined) {
      current = shakeHands(connection, connectTimeout).then((socket) => {
        if (socket.alpnProtocol === 'h2') return (open = http2Connection(url, socket, headTimeout));
        usesHttp1 = true;
        socket.destroy();
        return undefined;
      });
      const settled = (): void => void (current = undefined);
      current.then(settled, settled);
    }
    return current;
  };

  const sendOnce = async (request: TransportRequest, signal: AbortSignal): Promise<TransportResponse> => {
    if (closed) throw new TransportError(`the transport to ${url.origin} is closed`);
    const carrier = usesHttp1 ? pool : ((await unlessAborted(shared(), signal)) ?? pool);
    return carrier.send(request, signal);
  };

  const transport: Transport = {
    async send(request, signal) {
      signal.throwIfAborted();
      const token = access.token === undefined ? undefined : (await unlessAborted(access.token(), signal)).reveal();
      const headers = { ...request.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
      let refusal: { readonly reason: unknown } | undefined;
      const beforeSending = (leaving: TransportRequest): TransportRequest => {
        try {
          return request.beforeSending?.(leaving) ?? leaving;
        } catch (reason) {
          refusal = { reason };
          throw reason;
        }
      };
      const full = { ...request, path: `${prefix}${request.path}`, headers, beforeSending };
      const reused = usesHttp1 || open?.usable() === true;
      try {
        return await sendOnce(full, signal);
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (refusal !== undefined) throw refusal.reason;
        // A kept connection may turn out dead only when it is used. Writes may have arrived; reads are free to repeat.
        if (reused && !closed && request.method === 'GET') return sendOnce(full, signal);
        throw transportFailure(url.origin, error, signal);
      }
    },
    async close() {
      closed = true;
      const connecting = await current?.catch(() => undefined);
      await Promise.all([pool.close(), open?.close(), connecting?.close()]);
    },
  };
  return withRenewal(transport, access.token);
}

function tlsOptions(access: ClusterAccess, url: URL): ConnectionOptions['tls'] {
  const { ca, certificate, insecureSkipTLSVerify, tlsServerName } = access;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A server name must not be an address (RFC 6066); verification then uses the host.
  const servername = tlsServerName ?? (/^[\d.]+$|:/.test(host) ? undefined : host);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key.reveal() }),
    ...(insecureSkipTLSVerify === true ? { rejectUnauthorized: false } : {}),
    ...(servername === undefined ? {} : { servername }),
  };
}

function shakeHands({ url, tls }: ConnectionOptions, connectTimeout: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      ...tls,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port === '' ? 443 : url.port),
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    const late = setTimeout(
      () => socket.destroy(new TransportError(`${url.origin} did not accept a connection within ${connectTimeout / 1000} s`)),
      connectTimeout,
    );
    socket.setNoDelay(true);
    socket.once('secureConnect', () => {
      clearTimeout(late);
      socket.removeListener('error', reject);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });
}
