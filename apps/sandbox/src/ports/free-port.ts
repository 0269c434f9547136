import { createServer } from 'node:net';

import { terminal } from '@capi/seams';

/** Fails with a terminal error that names the flag to change when something listens on this loopback port already. Port 0 always passes. */
export async function requireFreePort(port: number, flag: string): Promise<void> {
  if (port === 0) return;
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (problem === undefined) return;
  throw terminal({
    action: `listen on 127.0.0.1:${port}`,
    why: problem.code === 'EADDRINUSE' ? 'another process does already' : problem.message,
    hint: `stop that process or choose another port with ${flag}`,
  });
}

/** `port` when it is free, or any free one for 0: processes that are started again must find the same port. */
export async function choosePort(port: number, flag: string): Promise<number> {
  if (port !== 0) {
    await requireFreePort(port, flag);
    return port;
  }
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no address'))));
    });
  });
}
