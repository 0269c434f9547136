import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server of this process that listens. */
export interface Listening {
  /** `127.0.0.1:9440`: where it listens, the port chosen by the system included. */
  readonly address: string;
  close(): Promise<void>;
}

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  /** Default plain text. */
  readonly type?: string;
}
export type Handler = (request: IncomingMessage, path: string) => Promise<Answer>;

/** `:9440`, `127.0.0.1:0`, `[::1]:9440`. Undefined when it is no address. */
export function parseAddress(text: string): { readonly host?: string; readonly port: number } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text);
  if (match === null || Number(match[3]) > 65_535) return undefined;
  const host = match[1] ?? match[2] ?? '';
  return { ...(host === '' ? {} : { host }), port: Number(match[3]) };
}

/**
 * Starts a small server; `tls` absent means plain HTTP.
 * @throws Error with one line when the address is bad or taken
 */
export async function listen(name: string, address: string, handler: Handler, tls?: ServerOptions): Promise<Listening> {
  const where = parseAddress(address);
  if (where === undefined)
    throw new Error(`cannot start the ${name} server: "${address}" is not an address such as :9440 or 127.0.0.1:9440`);
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    handler(request, path).then(
      ({ status, body, type = 'text/plain; charset=utf-8' }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('internal error\n'),
    );
  };
  const server: Server = tls === undefined ? createServer(respond) : createTlsServer(tls, respond);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(`cannot start the ${name} server on ${address}: ${error.code === 'EADDRINUSE' ? 'the port is in use' : error.message}`),
      ),
    );
    server.listen({ port: where.port, ...(where.host === undefined ? {} : { host: where.host }) }, resolve);
  });
  const { address: host, family, port } = server.address() as AddressInfo;
  return {
    address: family === 'IPv6' ? `[${host}]:${port}` : `${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
