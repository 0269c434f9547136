import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes connections to addresses of Services to processes of this machine. */
export interface ClusterNetwork {
  /** Path of the Unix socket that answers CONNECT. */
  readonly socket: string;
  close(): Promise<void>;
}

/** @param route `10.96.3.4:443` → a port on loopback; undefined when nobody is ready there */
export async function startClusterNetwork(socket: string, route: (address: string) => number | undefined): Promise<ClusterNetwork> {
  const open = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request: IncomingMessage, from: Socket) => {
    const port = route(request.url ?? '');
    if (port === undefined) {
      from.end('HTTP/1.1 503 nobody is ready behind that Service\r\n\r\n');
      return;
    }
    const to = connect(port, '127.0.0.1', () => {
      from.write('HTTP/1.1 200 OK\r\n\r\n');
      from.pipe(to).pipe(from);
    });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  return {
    socket,
    close() {
      for (const each of open) each.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
