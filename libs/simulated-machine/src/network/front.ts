import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { seconds, terminal, transient } from '@capi/seams';

/** Where connections go: the API server of one control-plane machine. */
export interface Backend {
  accept(connection: Duplex): void;
}

/** The one port of a cluster, shared by the API servers of its control-plane machines like a load balancer of level four. */
export interface Front {
  readonly host: string;
  readonly port: number;
  add(backend: Backend): void;
  remove(backend: Backend): void;
  /** Closes the port and every connection to it. */
  close(): Promise<void>;
}

/** Ports from which a cluster gets its own, as upstream. */
export const portRange = { first: 20_000, last: 30_000 } as const;

/**
 * Opens the port of a cluster: the given one, or the first of the range that nobody listens on. The port is held from now on, so
 * that it stays free until an API server is there; until then connections are closed at once.
 * @throws OperationError: transient when the given port is taken, terminal when the range is used up
 */
export async function openFront(options: {
  readonly host: string;
  readonly port?: number;
  /** Ports that belong to clusters whose listeners are not open yet. */
  readonly taken: ReadonlySet<number>;
  readonly cluster: string;
}): Promise<Front> {
  const { host, port, taken, cluster } = options;
  if (port !== undefined) {
    const front = await tryPort(host, port);
    if (front === 'in-use') {
      // Whoever has it, such as another replica that is about to end, does not say when it goes.
      const retryWithin = seconds(5);
      throw transient({
        action: 'open the API server port',
        object: `Cluster ${cluster}`,
        why: `port ${port} of ${host} is in use`,
        retryWithin,
      });
    }
    return front;
  }
  for (let candidate = portRange.first; candidate <= portRange.last; candidate += 1) {
    if (taken.has(candidate)) continue;
    const front = await tryPort(host, candidate);
    if (front !== 'in-use') return front;
  }
  throw terminal({
    action: 'open the API server port',
    object: `Cluster ${cluster}`,
    why: `every port from ${portRange.first} to ${portRange.last} of ${host} is in use`,
  });
}

async function tryPort(host: string, port: number): Promise<Front | 'in-use'> {
  const backends: Backend[] = [];
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    turn += 1;
    const backend = backends[turn % Math.max(1, backends.length)];
    if (backend === undefined) socket.destroy();
    else backend.accept(socket);
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen({ host, port }, listening.resolve);
  try {
    await listening.promise;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return 'in-use';
    throw error;
  }
  return {
    host,
    port: (server.address() as AddressInfo).port,
    add: (backend) => {
      if (!backends.includes(backend)) backends.push(backend);
    },
    remove: (backend) => {
      const index = backends.indexOf(backend);
      if (index >= 0) backends.splice(index, 1);
    },
    async close() {
      backends.length = 0;
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      for (const socket of sockets) socket.destroy();
      await closed.promise;
    },
  };
}
