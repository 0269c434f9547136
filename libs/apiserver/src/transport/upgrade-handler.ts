import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { resourceName } from '@capi/api';

import { notAllowed } from '../authorization/authorizer.ts';
import { noSuchPath, StatusError } from '../errors/status-error.ts';
import { parseTarget } from '../routes/target.ts';
import type { ServerContext } from '../server-context.ts';
import { identify } from './http-handler.ts';

/** Listener for the `upgrade` event of an HTTP/1.1 server. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Hands connections over to the subresources that take them (port-forward, exec), after the usual questions. */
export function upgradeHandler(context: ServerContext): UpgradeHandler {
  return (request, socket, head) => {
    // A client that goes away while it is being looked up needs no answer.
    socket.on('error', () => socket.destroy());
    route(context, request).then(
      (take) => take(socket, head),
      (error: unknown) => refuse(socket, error),
    );
  };
}

async function route(context: ServerContext, request: IncomingMessage): Promise<(socket: Duplex, head: Buffer) => void> {
  const user = await identify(request, context.authenticate);
  const target = parseTarget((request.url ?? '/').split('?')[0] ?? '/');
  if (target === undefined) throw noSuchPath();
  const access = { user, verb: request.method === 'POST' ? 'create' : 'get', resource: target };
  if (!context.authorize(access)) throw notAllowed(access);
  const endpoint = context.registry.find(target.group, target.version, target.plural);
  if (endpoint === undefined) throw noSuchPath();
  const upgrade = context.extensions.get(`${resourceName(endpoint.resource)}/${target.subresource ?? ''}`)?.upgrade;
  if (upgrade === undefined) throw noSuchPath();
  return (socket, head) => upgrade(target, request, socket, head);
}

function refuse(socket: Duplex, error: unknown): void {
  const [code, body] = error instanceof StatusError ? [error.code, JSON.stringify(error.status())] : [500, ''];
  const head = [
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n${body}`);
}
