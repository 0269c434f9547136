import type { IncomingMessage } from 'node:http';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { minutes } from '@capi/seams';

import type { HttpRequest, HttpResponse } from './http-handler.ts';

/** Where connections are taken, and who is believed on them. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** PEM. Clients whose certificates `clientCa` signed are known by them. */
  readonly tls: { readonly key: string; readonly cert: string; readonly clientCa: string };
}

/** A server that takes connections. */
export interface Listening {
  /** `https://127.0.0.1:6443` */
  readonly url: string;
  /** Stops listening and cuts what is still connected. */
  close(): Promise<void>;
}

export interface Handlers {
  readonly handle: (request: HttpRequest, response: HttpResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/**
 * Serves over TLS, HTTP/2 or HTTP/1.1 as the client prefers.
 * @throws the error of the socket, for instance that the port is taken
 */
export async function listen({ host, port, tls }: ListenOptions, { handle, upgrade }: Handlers): Promise<Listening> {
  const server = createSecureServer({
    key: tls.key,
    cert: tls.cert,
    ca: tls.clientCa,
    requestCert: true,
    // A client may show a bearer token instead.
    rejectUnauthorized: false,
    allowHTTP1: true,
    settings: { maxConcurrentStreams: 1000 },
    // Longer than clients keep idle connections, so that none is closed under a request that is being sent.
    http1Options: { keepAliveTimeout: minutes(2) },
  });
  server.on('request', handle);
  server.on('upgrade', upgrade);
  const disconnect = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  return {
    url: `https://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        disconnect();
      }),
  };
}

/** A server does not close while a watch keeps a connection open, so connections are known and cut. */
function trackConnections(server: Http2SecureServer): () => void {
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // What a broken connection has to say is of no use: its requests end with it.
    socket.on('error', () => {});
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.on('error', () => {});
  });
  return () => {
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
  };
}
