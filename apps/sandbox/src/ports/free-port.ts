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
