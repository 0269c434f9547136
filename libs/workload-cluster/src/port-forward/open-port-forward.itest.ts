import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { Kubeconfig } from '@capi/certificates';

import { openPortForward } from './open-port-forward.ts';
import { portForwardProtocol, servePortForwards, spdyUpgrade } from './spdy/port-forward.ts';

const never = new AbortController().signal;

/** An API server that forwards ports over SPDY only, as upstream's simulated ones do; whatever is sent to port 2379 comes back. */
async function spdyOnly(): Promise<{ server: Server; config: Kubeconfig; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    asked.push(`${request.method} ${request.headers.upgrade}`);
    if (request.headers.upgrade !== spdyUpgrade) {
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    expect(request.headers['x-stream-protocol-version']).toBe(portForwardProtocol);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${spdyUpgrade}\r\n\r\n`);
    servePortForwards(socket, (port, tunnel) => {
      if (port !== 2379) return false;
      tunnel.pipe(tunnel);
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const config = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } as Kubeconfig;
  return { server, config, asked };
}

describe('a port-forward through an API server that knows SPDY only', () => {
  let peer: Awaited<ReturnType<typeof spdyOnly>>;
  beforeEach(async () => {
    peer = await spdyOnly();
  });
  afterEach(() => new Promise((resolve) => peer.server.close(resolve)));

  const pod = { namespace: 'kube-system', name: 'etcd-a' };

  test('is opened once the server has refused a WebSocket', async () => {
    const stream = await openPortForward(peer.config, pod, 2379, never);
    stream.end('there and back');
    expect(await text(stream)).toBe('there and back');
    expect(peer.asked).toEqual(['GET websocket', `POST ${spdyUpgrade}`]);
  });

  test('fails with what the server says about the port', async () => {
    const stream = await openPortForward(peer.config, pod, 80, never);
    await expect(text(stream)).rejects.toThrow(/nobody listens on port 80|the peer reset the stream/);
  });
});
