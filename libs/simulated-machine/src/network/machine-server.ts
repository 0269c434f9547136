import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';

import type { Backend } from './front.ts';

/** A certificate to show, and the authority that clients must come from. All PEM. */
export interface ServerIdentity {
  readonly certificate: string;
  readonly privateKey: string;
  readonly clientAuthority: string;
}

/** What answers on a control-plane machine. */
export interface MachineServerPorts {
  readonly api: ServerIdentity;
  /** Identity of a member by the TLS server name `etcd-<member>`; undefined when there is no such member. */
  etcd(member: string): ServerIdentity | undefined;
  onApiRequest(request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse): void;
  /** Only called for clients with a certificate of the etcd authority. */
  onEtcdRequest(member: string, request: Http2ServerRequest, response: Http2ServerResponse): void;
  /** A request to switch protocols, as a port-forward begins. */
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** One control-plane machine's TLS endpoint: its API server, and by server name the etcd members. */
export interface MachineServer extends Backend {
  /** Ends every connection. */
  close(): void;
}

const memberIn = (servername: unknown): string | undefined =>
  typeof servername === 'string' && servername.startsWith('etcd-') ? servername.slice('etcd-'.length) : undefined;

/**
 * Serves HTTP/2 and HTTP/1.1 over TLS on connections that are handed to it. The TLS server name decides which certificate is shown
 * and whose clients are trusted; who is not trusted may still ask the API server (as a token bearer, or anonymously), never etcd.
 */
export function createMachineServer(ports: MachineServerPorts): MachineServer {
  const contextOf = ({ certificate, privateKey, clientAuthority }: ServerIdentity): SecureContext =>
    createSecureContext({ cert: certificate, key: privateKey, ca: clientAuthority, minVersion: 'TLSv1.2' });
  const apiContext = contextOf(ports.api);
  const connections = new Set<Duplex>();
  const server = createSecureServer(
    {
      allowHTTP1: true,
      // In megabytes; Node's own limit of ten cuts connections with many watches.
      maxSessionMemory: 256,
      cert: ports.api.certificate,
      key: ports.api.privateKey,
      ca: ports.api.clientAuthority,
      minVersion: 'TLSv1.2',
      requestCert: true,
      rejectUnauthorized: false,
      SNICallback: (servername, done) => {
        const member = memberIn(servername);
        const identity = member === undefined ? undefined : ports.etcd(member);
        done(null, identity === undefined ? apiContext : contextOf(identity));
      },
    },
    (request, response) => {
      const socket = request.httpVersionMajor === 2 ? request.stream.session?.socket : request.socket;
      const { servername, authorized } = (socket ?? {}) as Partial<TLSSocket>;
      const member = memberIn(servername);
      if (member === undefined) return ports.onApiRequest(request, response);
      if (authorized !== true || request.httpVersionMajor !== 2) {
        response.writeHead(authorized === true ? 505 : 403).end();
        return;
      }
      ports.onEtcdRequest(member, request, response);
    },
  );
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => ports.onUpgrade(request, socket, head));
  server.on('secureConnection', (socket: TLSSocket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  // Broken handshakes and sessions are the client's trouble; without listeners they would end the process.
  server.on('tlsClientError', (_error: Error, socket: TLSSocket) => socket.destroy());
  server.on('sessionError', () => undefined);
  return {
    accept: (connection) => {
      server.emit('connection', connection);
    },
    close: () => {
      for (const connection of connections) connection.destroy();
    },
  };
}
