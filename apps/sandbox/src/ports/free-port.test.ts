import { createServer, type AddressInfo } from 'node:net';

import { requireFreePort } from './free-port.ts';

describe('a port', () => {
  test('in use is an error that names the flag to change', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(requireFreePort(port, '--api-port')).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: another process does already; stop that process or choose another port with --api-port`,
    );
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFreePort(port, '--api-port')).resolves.toBeUndefined();
  });
});
