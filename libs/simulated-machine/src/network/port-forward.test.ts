import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

import { createPortForwarder, parsePort } from './port-forward.ts';

describe('port of a port-forward', () => {
  test.each<{ rule: string; url: string; port: number | undefined }>([
    { rule: 'is in the query', url: '/api/v1/namespaces/a/pods/b/portforward?ports=2379', port: 2379 },
    { rule: 'is one', url: '/portforward?ports=2379&ports=2380', port: undefined },
    { rule: 'is a number', url: '/portforward?ports=http', port: undefined },
    { rule: 'must be there', url: '/portforward', port: undefined },
  ])('$rule', ({ url, port }) => expect(parsePort(url)).toBe(port));
});

describe('port-forwarder', () => {
  const forward = createPortForwarder((_target, tunnel) => {
    tunnel.pipe(tunnel);
    return true;
  });
  const server = createServer().on('upgrade', (asked, socket: Duplex, head) =>
    forward({ namespace: 'kube-system', pod: 'etcd-cp-0' }, asked, socket, head),
  );
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Status and headers of the answer to a request to upgrade. */
  const upgrade = (method: string, query: string, headers: Record<string, string>): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const asked = request({ port, method, path: `/portforward${query}`, headers: { connection: 'Upgrade', ...headers }, agent: false });
      asked.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve({ status: response.statusCode, ...response.headers });
      });
      asked.on('response', (response) => resolve({ status: response.resume().statusCode }));
      asked.on('error', reject);
      asked.end();
    });
  const webSocket = (protocol: string): Record<string, string> => ({
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-protocol': protocol,
  });

  test('speaks SPDY', async () => {
    const answer = await upgrade('POST', '', { upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'portforward.k8s.io' });
    expect(answer).toMatchObject({ status: 101, upgrade: 'SPDY/3.1', 'x-stream-protocol-version': 'portforward.k8s.io' });
  });

  test('speaks SPDY inside a WebSocket, as client-go asks first', async () => {
    const answer = await upgrade('GET', '', webSocket('SPDY/3.1+portforward.k8s.io'));
    expect(answer).toMatchObject({ status: 101, 'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io' });
  });

  test('speaks numbered channels, for one port', async () => {
    expect(await upgrade('GET', '?ports=2379', webSocket('v4.channel.k8s.io'))).toMatchObject({ status: 101 });
    expect(await upgrade('GET', '', webSocket('v4.channel.k8s.io'))).toEqual({ status: 400 });
  });
});
