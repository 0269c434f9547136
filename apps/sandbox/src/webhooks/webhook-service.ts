import { connect, createServer, type Socket } from 'node:net';

import { seconds, within, type Clock } from '@capi/seams';

import { isReady } from '../processes/is-ready.ts';

/** Where the webhook server of one replica is, and where it says whether it is ready. */
export interface Backend {
  readonly port: number;
  readonly readiness: string;
}

export interface WebhookService {
  close(): Promise<void>;
}

interface KnownBackend extends Backend {
  ready: boolean;
  readonly connections: Set<Socket>;
}

const probePeriod = seconds(1);

/**
 * Stands for the Service before the webhook servers of several replicas: hands each connection to a ready one, in turn, and takes
 * it away when that one is not ready any more. TLS passes through.
 * @param where the port to listen on, and the address; all addresses when that is absent
 */
export async function webhookService(
  where: { readonly port: number; readonly host?: string },
  backends: readonly Backend[],
  clock: Clock,
): Promise<WebhookService> {
  const known: readonly KnownBackend[] = backends.map((backend) => ({ ...backend, ready: true, connections: new Set() }));
  const life = new AbortController();
  let turn = 0;

  const join = (client: Socket, [next, ...others]: readonly KnownBackend[]): void => {
    if (next === undefined || client.destroyed) return void client.destroy();
    const upstream = connect(next.port, '127.0.0.1');
    const tryNext = (): void => join(client, others);
    upstream.once('error', tryNext);
    upstream.once('connect', () => {
      upstream.off('error', tryNext);
      splice(client, upstream, next.connections);
    });
  };
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    turn += 1;
    const inTurn = [...known.slice(turn % known.length), ...known.slice(0, turn % known.length)];
    // What was ready a moment ago may be gone, and what was not may be back.
    join(client, [...inTurn.filter(({ ready }) => ready), ...inTurn.filter(({ ready }) => !ready)]);
  });
  const probe = async (backend: KnownBackend): Promise<void> => {
    for (;;) {
      await clock.sleep(probePeriod, life.signal);
      backend.ready = await within(probePeriod, clock, life.signal, (limited) => isReady(backend.readiness, limited)).catch(() => false);
      if (!backend.ready) for (const connection of backend.connections) connection.destroy();
    }
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
  const probing = Promise.allSettled(known.map(probe));
  return {
    async close() {
      life.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const { connections } of known) for (const connection of connections) connection.destroy();
      await Promise.all([probing, closed]);
    },
  };
}

/** Lets bytes flow both ways until one side ends; both are in `connections` as long. */
function splice(client: Socket, upstream: Socket, connections: Set<Socket>): void {
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    connections.add(from);
    from.setNoDelay(true);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      connections.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}
