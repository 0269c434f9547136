import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';

import { mayAsk, type Asker } from './authorize.ts';

const administrators = ['system:masters', 'kubeadm:cluster-admins'];

/** Who holds the client end of a TLS connection: an administrator's certificate, another one of the cluster's authority, or none. */
export function peerOf(socket: TLSSocket): Asker {
  if (!socket.authorized) return { kind: 'anonymous' };
  // Node types an organisation as one text; several come as a list.
  const organizations: unknown = socket.getPeerCertificate().subject?.O;
  const isAdministrator = [organizations].flat().some((group) => administrators.includes(String(group)));
  return { kind: isAdministrator ? 'administrator' : 'certificate' };
}

/** Reading a certificate costs more than most requests, so it is done once per connection. */
const peers = new WeakMap<object, Asker>();

/** Who asks: by certificate, else by what the request carries. A bearer token is not checked here, only that there is one. */
export function askerOf(request: IncomingMessage | Http2ServerRequest): Asker {
  const socket = request.socket as TLSSocket;
  const peer = peers.get(socket) ?? peerOf(socket);
  peers.set(socket, peer);
  return peer.kind === 'anonymous' && request.headers.authorization !== undefined ? { kind: 'token' } : peer;
}

/** Whether the request may go on; if not, it has been answered with a Forbidden status. */
export function admit(request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse): boolean {
  const asker = askerOf(request);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (mayAsk(asker, request.method ?? 'GET', path)) return true;
  const message = `${asker.kind} requests may not ${request.method ?? 'GET'} ${path}`;
  const body = JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'Forbidden',
    code: 403,
  });
  response.statusCode = 403;
  response.setHeader('content-type', 'application/json');
  response.end(body);
  return false;
}
