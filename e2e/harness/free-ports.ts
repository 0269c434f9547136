import { createServer } from 'node:net';

/**
 * First of `count` loopback ports in a row that are free now. Below those that the system gives to outgoing connections: between a
 * kill and the next start, one of these would take the port of a process for its own.
 */
export async function freePortBlock(count: number): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const first = 10_000 + Math.floor(Math.random() * (10_000 - count));
    const ports = await Promise.all(Array.from({ length: count }, (_, index) => listenOnce(first + index)));
    if (ports.every((port) => port !== undefined)) return first;
  }
  throw new Error(`found no ${count} free ports in a row`);
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
