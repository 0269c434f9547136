import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { channelProtocol, channelStream, portForwardProtocol, servePortForwards, tunnelledProtocol } from '@capi/workload-cluster';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** What a port-forward asks for. */
export interface PortForwardTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** The port in the query of a port-forward; undefined when it asks for none or for several. */
export function parsePort(url: string): number | undefined {
  const ports = new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('ports');
  const port = Number(ports[0]);
  return ports.length === 1 && Number.isInteger(port) && port > 0 ? port : undefined;
}

/** Takes over the connection of a request for a port-forward; see {@link createPortForwarder}. */
export type PortForwarder = (
  pod: Pick<PortForwardTarget, 'namespace' | 'pod'>,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
) => void;

/**
 * Speaks the port-forward protocols of Kubernetes with whoever was let in: SPDY/3.1, the same inside a WebSocket (client-go, kubectl), and
 * numbered channels of a WebSocket.
 * @param connect hands the near end of the tunnel to whoever listens on the pod's port; false when nobody does
 */
export function createPortForwarder(connect: (target: PortForwardTarget, tunnel: Duplex) => boolean): PortForwarder {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: (offered) => [tunnelled, channelProtocol].find((protocol) => offered.has(protocol)) ?? false,
  });
  sockets.on('headers', (headers) => {
    const at = headers.indexOf(`Sec-WebSocket-Protocol: ${tunnelled}`);
    if (at >= 0) headers[at] = `Sec-WebSocket-Protocol: ${tunnelledProtocol}`;
  });
  return (pod, request, socket, head) => {
    const overSpdy = (transport: Duplex): void => servePortForwards(transport, (port, tunnel) => connect({ ...pod, port }, tunnel));
    if (request.headers.upgrade?.toLowerCase() === 'spdy/3.1') {
      if (head.length > 0) socket.unshift(head);
      socket.write(switched);
      overSpdy(socket);
      return;
    }
    const port = parsePort(request.url ?? '');
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/ *, */);
    if (port === undefined && !offered.includes(tunnelledProtocol)) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const names = offered.map((protocol) => (protocol === tunnelledProtocol ? tunnelled : protocol)).filter((name) => name !== '');
    if (names.length > 0) request.headers['sec-websocket-protocol'] = names.join(', ');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (webSocket.protocol === tunnelled || port === undefined) {
        overSpdy(createWebSocketStream(webSocket));
        return;
      }
      const tunnel = channelStream(webSocket, { role: 'server', port });
      tunnel.on('error', () => tunnel.destroy());
      if (!connect({ ...pod, port }, tunnel)) tunnel.destroy();
    });
  };
}

/** Stands for the name of the tunnelled protocol, which has a slash, and so is none that `ws` would take. */
const tunnelled = 'spdy-3.1.portforward.k8s.io';

const switched = [
  'HTTP/1.1 101 Switching Protocols',
  'Connection: Upgrade',
  'Upgrade: SPDY/3.1',
  `X-Stream-Protocol-Version: ${portForwardProtocol}`,
  '\r\n',
].join('\r\n');
